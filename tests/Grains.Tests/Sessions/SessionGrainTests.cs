using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Sessions;

[Collection(ClusterCollection.Name)]
public sealed class SessionGrainTests(PlatformCluster cluster)
{
    private readonly GatewayRef _gateway = Claims.NewGateway();

    [Fact]
    public async Task Login_TriedAgain_IsAnnouncedOnce()
    {
        var tail = await LogTail.FromNow(cluster);
        var claim = Claims.New(_gateway);
        Assert.True((await Session(claim).Login(claim)).IsOk);
        Assert.True((await Session(claim).Login(claim)).IsOk);
        await Session(claim).End(_gateway);
        await Session(claim).End(_gateway);
        await tail.CatchUp();
        var login = Assert.Single(tail.Sessions(EventKind.Login, claim.SessionId));
        Assert.Equal((claim.User, claim.Ip, claim.Port), (login.Username, login.Ip, login.Port));
        Assert.Single(tail.Sessions(EventKind.Logout, claim.SessionId));
    }

    [Fact]
    public async Task Login_IdOfAnother_IsTakenEvenWhenEarlier()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        var other = claim with { Owner = Claims.NewGateway(), LoginTime = 1 };
        Assert.Equal(RefusalKind.Taken, (await Session(claim).Login(other)).Refusal?.Kind);
        Assert.Equal(claim, (await Session(claim).Find()).Value);
    }

    [Fact]
    public async Task End_ByAnother_EndsNothing()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        await Session(claim).End(Claims.NewGateway());
        Assert.True((await Session(claim).Find()).IsOk);
        await Session(claim).End(_gateway);
        Assert.Equal(RefusalKind.NotFound, (await Session(claim).Find()).Refusal?.Kind);
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1_001, false)]
    public async Task Renew_TwoClaims_TheEarlierStays(long otherTime, bool isOtherKept)
    {
        var tail = await LogTail.FromNow(cluster);
        var claim = Claims.New(_gateway, loginTime: 1_000);
        var other = claim with { Owner = Claims.NewGateway(), LoginTime = otherTime };
        await Session(claim).Login(claim);
        Assert.Equal(isOtherKept, (await Session(claim).Renew(other)).IsOk);
        Assert.Equal(!isOtherKept, (await Session(claim).Renew(claim)).IsOk);
        Assert.Equal(isOtherKept ? other : claim, (await Session(claim).Find()).Value);
        await tail.CatchUp();
        Assert.Equal(isOtherKept ? 1 : 0, tail.Sessions(EventKind.Logout, claim.SessionId).Count());
    }

    [Fact]
    public async Task Renew_AfterTheSessionWasLost_RebuildsItSilently()
    {
        var tail = await LogTail.FromNow(cluster);
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        await cluster.Forget(Session(claim));
        Assert.Equal(RefusalKind.NotFound, (await Session(claim).Find()).Refusal?.Kind);
        Assert.True((await Session(claim).Renew(claim)).IsOk);
        Assert.Equal(claim, (await Session(claim).Find()).Value);
        await Session(claim).End(_gateway);
        await tail.CatchUp();
        Assert.Single(tail.Sessions(EventKind.Login, claim.SessionId));
        Assert.Single(tail.Sessions(EventKind.Logout, claim.SessionId));
    }

    [Fact]
    public async Task Sessions_OfAUser_OldestFirstUntilTheyEnd()
    {
        var user = TestIds.NewName("user");
        var late = Claims.New(_gateway, user: user, loginTime: 3);
        var early = Claims.New(_gateway, user: user, loginTime: 2);
        await Session(late).Login(late);
        await Session(early).Login(early);
        var grain = cluster.Grain<IUserGrain>($"default/{user}");
        Assert.Equal([early, late], (await grain.Sessions()).Sessions);
        await Session(early).End(_gateway);
        Assert.Equal([late], (await grain.Sessions()).Sessions);
        await Session(late).End(_gateway);
        Assert.Empty((await grain.Sessions()).Sessions);
    }

    [Fact]
    public async Task Sessions_AfterTheUserWasLost_AreRebuiltByRenewals()
    {
        var claim = Claims.New(_gateway);
        await Session(claim).Login(claim);
        var grain = cluster.Grain<IUserGrain>($"default/{claim.User}");
        await cluster.Forget(grain);
        await Session(claim).Renew(claim);
        Assert.Equal([claim], (await grain.Sessions()).Sessions);
    }

    private ISessionGrain Session(SessionClaim claim) => cluster.Grain<ISessionGrain>(claim.SessionId);
}
