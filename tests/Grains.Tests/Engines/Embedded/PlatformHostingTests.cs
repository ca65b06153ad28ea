using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;
using EventPlatform.Grains.Tests.Directory;
using EventPlatform.Grains.Tests.Sessions;
using EventPlatform.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace EventPlatform.Grains.Tests.Hosting;

public sealed class PlatformHostingTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("ep-silo-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AddPlatformSilo_StartedAgain_FindsWhatWasStored()
    {
        CoreServer coreServer;
        using (var host = await Start())
        {
            var directory = Grains(host).GetGrain<IDirectoryGrain>(0);
            coreServer = (await directory.Start(new PlatformStart(1, "hash"))).Value!.CoreServer;
            Assert.True((await directory.Seed(Documents.Whole())).IsOk);
            var claim = Claims.New(Claims.NewGateway());
            Assert.True((await Grains(host).GetGrain<ISessionGrain>(claim.SessionId).Login(claim)).IsOk);
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        using var again = await Start();
        var snapshot = await Grains(again).GetGrain<IDirectoryGrain>(0).Snapshot();
        Assert.Equal(coreServer, snapshot.CoreServer);
        Assert.Equal("Berlin", Assert.Single(snapshot.Locations).Name);
        Assert.True((await Grains(again).GetGrain<IAccountsGrain>(AccountShards.Of("mikey")).Find("mikey")).IsOk);
        await again.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AddPlatformSilo_SessionsAreRenewedRarely_AndLiveLongEnough()
    {
        using var host = await Start();
        var lease = host.Services.GetRequiredService<SessionLease>();
        Assert.Equal(SessionLease.WhereGrainsAreLostTogether, lease);
        var ages = host.Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value.ClassSpecificCollectionAge;
        Assert.Equal(lease.Duration, ages[typeof(SessionGrain).FullName!]);
        Assert.Equal(lease.UserSilenceMax, ages[typeof(UserGrain).FullName!]);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IGrainFactory Grains(IHost host) => host.Services.GetRequiredService<IGrainFactory>();

    private async Task<IHost> Start()
    {
        var builder = Host.CreateApplicationBuilder([$"--Data:Path={Path.Combine(_folder.FullName, "state.db")}"]);
        builder.Logging.ClearProviders();
        builder.AddPlatformSilo();
        builder.AddPlatformClient();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
