using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;
using EventPlatform.Grains.Tests.Hosting;
using Orleans.Configuration;

namespace EventPlatform.Grains.Tests.Sessions;

/// <summary>Idle collection follows the real clock, so here sessions are collected after seconds.</summary>
public sealed class SessionCollectionTests : IAsyncLifetime
{
    private readonly PlatformCluster _cluster = new(silo => silo.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(1);
        options.ClassSpecificCollectionAge[typeof(SessionGrain).FullName!] = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(UserGrain).FullName!] = TimeSpan.FromSeconds(4);
    }));

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Session_GatewayIsSilent_EndsItself()
    {
        var tail = await LogTail.FromNow(_cluster);
        var claim = Claims.New(Claims.NewGateway());
        await _cluster.Grain<ISessionGrain>(claim.SessionId).Login(claim);
        await tail.Until(log => log.Sessions(EventKind.Logout, claim.SessionId).Any());
        Assert.Single(tail.Sessions(EventKind.Login, claim.SessionId));
        await Eventually.Holds(async () => (await _cluster.Grain<IUserGrain>($"default/{claim.User}").Sessions()).Sessions.IsEmpty);
        Assert.False((await _cluster.Grain<ISessionGrain>(claim.SessionId).Find()).IsOk);
        Assert.Single(tail.Sessions(EventKind.Logout, claim.SessionId));
    }
}
