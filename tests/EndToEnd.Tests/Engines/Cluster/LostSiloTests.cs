using System.Diagnostics;
using EventPlatform.Testing.Clients;
using Orleans.Configuration;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A silo dies without warning: what the gateway's replica has missed is fetched and shown.</summary>
public sealed class LostSiloTests
{
    /// <summary>By then the silo is declared dead and its grains are active elsewhere.</summary>
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(40);

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
