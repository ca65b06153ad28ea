using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Sessions;

public sealed class SessionsOfTwoGatewaysTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSessionGrain _grain = new();
    private readonly GatewayIdentity _here = new("here", new RandomIdSource());
    private readonly GatewayIdentity _there = new("there", new RandomIdSource());
    private readonly TaskCompletionSource _mayLeave = new();
    private readonly SessionService _sessionsHere;
    private readonly SessionService _sessionsThere;

    public SessionsOfTwoGatewaysTests()
    {
        var (gatewayHere, gatewayThere) = (new FakeGateway(), new FakeGateway());
        var grains = FakeGrains.With(
            (typeof(IGatewayGrain), "here", gatewayHere),
            (typeof(IGatewayGrain), "there", gatewayThere),
            (typeof(ISessionGrain), SessionKey.Of("a"), _grain));
        _sessionsHere = New(grains, _here, gatewayHere);
        _sessionsThere = New(grains, _there, gatewayThere);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_IdInUseThere_IsTakenAndNotListed()
    {
        var first = TestSessions.NewSession("a", _there);
        Assert.True((await _sessionsThere.Login(first, Cancel)).IsOk);
        var second = await _sessionsHere.Login(TestSessions.NewSession("a", _here), Cancel);
        Assert.Equal(RefusalKind.Taken, second.Refusal!.Kind);
        Assert.Null(_sessionsHere.FindLocal("a"));
        Assert.Same(first, _sessionsThere.FindLocal("a"));
    }

    [Fact]
    public async Task Login_SessionThereIsLeaving_WaitsUntilItsIdIsFree()
    {
        var first = TestSessions.NewSession("a", _there);
        await _sessionsThere.Login(first, Cancel);
        _sessionsThere.Logout(first);

        var second = TestSessions.NewSession("a", _here);
        var login = _sessionsHere.Login(second, Cancel);
        Assert.False(login.IsCompleted);
        _mayLeave.SetResult();
        Assert.True((await login).IsOk);
        Assert.Same(second, _sessionsHere.FindLocal("a"));
    }

    private SessionService New(IGrainFactory grains, GatewayIdentity identity, FakeGateway gateway)
    {
        var (sessions, mailbox) = TestSessions.New(grains, identity, _time);
        var publisher = new EventPublisher(identity.Current.Incarnation, 1, (_, _) => Task.CompletedTask, _time);
        var commands = new MailboxCommands(sessions, mailbox, identity, publisher, _time);
        gateway.OnPost = commands.CarryOut;
        gateway.OnLogin = claim => _grain.Login(claim);
        gateway.OnLogout = async _ =>
        {
            await _mayLeave.Task;
            await _grain.End(identity.Current);
        };
        return sessions;
    }
}
