using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Gateways;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Grains.Tests.Sessions;

namespace EventPlatform.Grains.Tests.Gateways;

[Collection(ClusterCollection.Name)]
public sealed class GatewayGrainTests(PlatformCluster cluster)
{
    private readonly GatewayRef _owner = Claims.NewGateway();

    private IGatewayGrain Gateway => cluster.Grain<IGatewayGrain>(_owner.GatewayId);

    [Fact]
    public async Task Login_ThenLogout_IsIndexedBetween()
    {
        var claim = Claims.New(_owner);
        Assert.True((await Gateway.Login(claim)).IsOk);
        Assert.Equal([claim], (await Gateway.Sessions()).Sessions);
        Assert.Equal(claim, (await Session(claim).Find()).Value);
        await Gateway.Logout(claim.SessionId, _owner);
        Assert.Empty((await Gateway.Sessions()).Sessions);
        Assert.False((await Session(claim).Find()).IsOk);
    }

    [Fact]
    public async Task Login_AgainInTheSameMillisecond_IsAnotherLogin()
    {
        var claim = Claims.New(_owner);
        await Gateway.Login(claim);
        await Gateway.Logout(claim.SessionId, _owner);
        var next = claim with { Remote = "ws:127.0.0.1:5001", Port = 5001 };
        Assert.True((await Gateway.Login(next)).IsOk);
        Assert.Equal([next], (await Gateway.Sessions()).Sessions);
        Assert.Equal(next, (await Session(next).Find()).Value);
    }

    [Fact]
    public async Task Login_IdOfAnotherGateway_IsTakenAndNotIndexed()
    {
        var other = Claims.NewGateway();
        var claim = Claims.New(other);
        await cluster.Grain<IGatewayGrain>(other.GatewayId).Login(claim);
        Assert.Equal(RefusalKind.Taken, (await Gateway.Login(claim with { Owner = _owner })).Refusal?.Kind);
        Assert.Empty((await Gateway.Sessions()).Sessions);
    }

    [Fact]
    public async Task Renew_LostIndexAndLostSessions_RebuildsBoth()
    {
        var claim = Claims.New(_owner);
        await Gateway.Login(claim);
        await cluster.Forget(Gateway);
        await cluster.Forget(Session(claim));
        var renewed = await Gateway.Renew(new GatewayRenewal(_owner, [claim]));
        Assert.Empty(renewed.Value!.LostSessions);
        Assert.Equal([claim], (await Gateway.Sessions()).Sessions);
        Assert.Equal(claim, (await Session(claim).Find()).Value);
    }

    [Fact]
    public async Task Facts_AreWhatTheLastRenewalTold()
    {
        Assert.Equal(RefusalKind.NotFound, (await Gateway.Facts()).Refusal?.Kind);
        await Gateway.Renew(new GatewayRenewal(_owner, [], new GatewayFacts(7, HostsSilo: true)));
        await Gateway.Renew(new GatewayRenewal(_owner, []));
        Assert.Equal(new GatewayFacts(7, HostsSilo: true), (await Gateway.Facts()).Value);
    }

    [Fact]
    public async Task Renew_SessionOfAnEarlierClaim_IsLost()
    {
        var other = Claims.NewGateway();
        var earlier = Claims.New(other, loginTime: 1);
        await cluster.Grain<IGatewayGrain>(other.GatewayId).Login(earlier);
        var renewed = await Gateway.Renew(new GatewayRenewal(_owner, [earlier with { Owner = _owner, LoginTime = 2 }]));
        Assert.Equal([earlier.SessionId], renewed.Value!.LostSessions);
        Assert.Empty((await Gateway.Sessions()).Sessions);
    }

    [Fact]
    public async Task Renew_ThatSetOutBeforeALogout_DoesNotBringTheSessionBack()
    {
        var claim = Claims.New(_owner);
        await Gateway.Login(claim);
        await Gateway.Logout(claim.SessionId, _owner);
        await Gateway.Renew(new GatewayRenewal(_owner, [claim]));
        Assert.False((await Session(claim).Find()).IsOk);
    }

    [Fact]
    public async Task End_Incarnation_EndsItsSessionsAndItsCallsAreGone()
    {
        var claims = Enumerable.Range(0, 20).Select(_ => Claims.New(_owner)).ToList();
        await Task.WhenAll(claims.Select(claim => Gateway.Login(claim)));
        await Gateway.Post(Command(1));
        await Gateway.End(_owner);
        Assert.False((await Session(claims[7]).Find()).IsOk);
        Assert.Equal(RefusalKind.Gone, (await Gateway.Login(claims[0])).Refusal?.Kind);
        Assert.Equal(RefusalKind.Gone, (await Gateway.Renew(new GatewayRenewal(_owner, []))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Gone, (await Gateway.Post(Command(2))).Refusal?.Kind);

        var next = _owner with { Incarnation = TestIds.New() };
        Assert.True((await Gateway.Renew(new GatewayRenewal(next, []))).IsOk);
        Assert.Empty((await Gateway.ReadMailbox(next, 0)).Commands);
    }

    [Fact]
    public async Task Login_WhileItsIncarnationEnds_LeavesNoSession()
    {
        for (var round = 0; round < 20; round++)
        {
            var owner = Claims.NewGateway();
            var claim = Claims.New(owner);
            var gateway = cluster.Grain<IGatewayGrain>(owner.GatewayId);
            await gateway.Renew(new GatewayRenewal(owner, []));
            var login = gateway.Login(claim);
            await gateway.End(owner);
            await login;
            Assert.False((await Session(claim).Find()).IsOk);
        }
    }

    [Fact]
    public async Task ReadMailbox_CommandComesWhileWaiting_ReturnsIt()
    {
        await Gateway.Renew(new GatewayRenewal(_owner, []));
        var reading = Gateway.ReadMailbox(_owner, 0);
        Assert.True((await Gateway.Post(Command(1))).IsOk);
        var page = await reading;
        page = page.Commands.IsEmpty ? await Gateway.ReadMailbox(_owner, page.Last) : page;
        Assert.Equal(1, Assert.Single(page.Commands).Correlation);
        Assert.Empty((await Gateway.ReadMailbox(_owner, page.Last)).Commands);
    }

    [Fact]
    public async Task Post_MailboxFull_IsRefused()
    {
        await Gateway.Renew(new GatewayRenewal(_owner, []));
        foreach (var chunk in Enumerable.Range(0, Mailbox.CountMax).Chunk(1_000))
        {
            await Task.WhenAll(chunk.Select(index => Gateway.Post(Command(index))));
        }

        Assert.Equal(RefusalKind.Full, (await Gateway.Post(Command(0))).Refusal?.Kind);
    }

    private static GatewayCommand Command(long correlation)
        => new(GatewayCommandKind.Stop, Claims.NewGateway(), correlation, "session", []);

    private ISessionGrain Session(SessionClaim claim) => cluster.Grain<ISessionGrain>(claim.SessionId);
}
