using System.Diagnostics;
using EventPlatform.Contracts.Directory;
using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Grains;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A silo dies without warning: what the gateway's replica has missed is fetched and shown.</summary>
public sealed class LostSiloTests
{
    /// <summary>By then the silo is declared dead and its grains are active elsewhere.</summary>
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(40);

    private const int Rounds = 20;
    private const int StepsPerRound = 10;

    /// <summary>The round in which the silo is killed.</summary>
    private const int KilledIn = 8;

    [Fact]
    public async Task Kill_SiloOfATenant_ReplicaResyncsShowsDifferencesAndSaysSo()
    {
        await using var resync = await ResyncPlatform.Start(FindDeadSilosFast);
        using var watcher = await LineClient.Connect(resync.Ports.Status, Recovered);
        var watched = await WatchedState.Begin(watcher);
        await resync.SetUnannounced();
        var before = await resync.Resyncs();

        await KillSiloOf(resync.Platform, resync.Tenant);
        await SetUntilAnswered(resync.Setter);

        await watched.Check();
        Assert.Single(watched.Events, ResyncPlatform.NoteEvent);
        Assert.Equal("ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4222@#Lunch", watched.Events[^1]);
        Assert.InRange(await resync.Resyncs(), before + 1, int.MaxValue);
        Assert.Contains(resync.Log.Lines, line => line.StartsWith("Resync (", StringComparison.Ordinal)
            && line.Contains("fetched again", StringComparison.Ordinal)
            && !line.Contains("; 0 differences", StringComparison.Ordinal));

        using var rest = new RestClient(new Uri($"http://127.0.0.1:{resync.Ports.Http}"));
        var shown = await rest.Get("live/coreServers/getByName/default/extensions/getByName/4221");
        Assert.Equal("behind", shown.Text("note"));
    }

    [Fact]
    public async Task Kill_SiloOfTheDirectoryWhileManyChangeIt_WhoFollowsAFeedHasWhatTheDocumentSays()
    {
        var storage = new TestStorage();
        await using var platform = await Platform.Start(configureSilo: silo =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(PlatformGrains.Storage, storage);
            FindDeadSilosFast(silo);
        });
        var (_, ports) = await platform.AddGateway("--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}");
        await using var doors = await ModelDoors.Connect(ports);
        await DirectoryWriters.Empty(doors);
        await using var follower = await FeedFollower.Connect(ports, doors);
        await using var writers = await DirectoryWriters.Connect([ports], 4, seed: 1);
        var killed = Task.CompletedTask;
        for (var round = 0; round < Rounds; round++)
        {
            var writing = writers.Write(await DirectoryWriters.Document(doors), StepsPerRound, mayFail: round >= KilledIn);
            killed = round == KilledIn ? KillSiloOf(platform, platform.Grains.GetGrain<IDirectoryGrain>(0)) : killed;
            await writing;
        }

        await killed;
        await Agree(follower);
        TestContext.Current.TestOutputHelper!.WriteLine($"{follower.Replay.Events.Count} events, {follower.Gaps} gaps");
    }

    /// <summary>A change of unknown outcome may be made or told a little later.</summary>
    private static async Task Agree(FeedFollower follower)
    {
        var since = Stopwatch.StartNew();
        string? difference;
        do
        {
            await follower.CatchUp();
            difference = await follower.Difference();
        }
        while (difference is not null && since.Elapsed < Recovered);
        Assert.Null(difference);
    }

    private static void FindDeadSilosFast(ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(options =>
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        options.NumVotesForDeathDeclaration = 1;
    });

    private static async Task KillSiloOf(Platform platform, IAddressable grain)
    {
        var address = await platform.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        var silo = platform.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address));
        await platform.Cluster.KillSiloAsync(silo);
    }

    /// <summary>A set whose outcome is not known is asked for again, as a client does.</summary>
    private static async Task SetUntilAnswered(LineClient setter)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            await setter.Send("set_extension_status@#Berlin@#Sales@#4222@#Lunch");
            var reply = await setter.ReadLine();
            while (reply!.StartsWith("Extension", StringComparison.Ordinal))
            {
                reply = await setter.ReadLine();
            }

            if (reply.Length == 0)
            {
                return;
            }

            Assert.StartsWith("Error: Internal error ", reply, StringComparison.Ordinal);
            Assert.True(since.Elapsed < Recovered, $"It was not reached within {Recovered}.");
        }
    }
}
