using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;
using EventPlatform.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Grains.Tests.Sessions;

/// <summary>Sessions that tell their users of a renewal only now and then.</summary>
public sealed class UserRenewalTests(UserRenewalTests.Rare rare) : IClassFixture<UserRenewalTests.Rare>
{
    private readonly GatewayRef _gateway = Claims.NewGateway();

    [Fact]
    public async Task Renew_SoonAfter_DoesNotTellTheUser()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        Assert.Equal([claim], await SessionsOf(claim));

        await rare.Cluster.Forget(User(claim));
        Assert.True((await Session(claim).Renew(claim)).IsOk);
        Assert.Empty(await SessionsOf(claim));
    }

    [Fact]
    public async Task Renew_OfASessionThatWasLost_TellsTheUser()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        await rare.Cluster.Forget(User(claim));
        await rare.Cluster.Forget(Session(claim));

        Assert.True((await Session(claim).Renew(claim)).IsOk);
        Assert.Equal([claim], await SessionsOf(claim));
    }

    [Fact]
    public async Task Renew_WithAnotherClaim_TellsTheUser()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);

        var other = claim with { Ip = "192.0.2.77" };
        Assert.True((await Session(claim).Renew(other)).IsOk);
        Assert.Equal([other], await SessionsOf(claim));
    }

    [Fact]
    public async Task Login_AfterItsEnd_TellsTheUser()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        await Session(claim).End(_gateway);
        Assert.Empty(await SessionsOf(claim));

        await Session(claim).Login(claim);
        Assert.Equal([claim], await SessionsOf(claim));
    }

    [Fact]
    public void Every_IsShortEnough_ThatOneThatFailsIsNotForgotten()
    {
        var renewal = TimeSpan.FromSeconds(15);
        var longest = UserRenewal.WhereGrainsAreLostTogether.Every + renewal;
        Assert.True(longest + renewal < UserIndex.SilenceMax);
    }

    private ISessionGrain Session(SessionClaim claim) => rare.Cluster.Grain<ISessionGrain>(claim.SessionId);

    private IUserGrain User(SessionClaim claim) => rare.Cluster.Grain<IUserGrain>($"default/{claim.User}");

    private async Task<IEnumerable<SessionClaim>> SessionsOf(SessionClaim claim) => (await User(claim).Sessions()).Sessions;

    public sealed class Rare : IAsyncLifetime
    {
        internal PlatformCluster Cluster { get; } =
            new(static silo => silo.Services.AddSingleton(new UserRenewal(TimeSpan.FromHours(1))));

        public ValueTask InitializeAsync() => Cluster.InitializeAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
