using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Sessions;

public sealed class SessionServiceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeGateway _gateway = new();
    private readonly GatewayIdentity _identity = new("g", new RandomIdSource());
    private readonly SessionService _sessions;

    public SessionServiceTests()
    {
        var grains = FakeGrains.With((typeof(IGatewayGrain), "g", _gateway));
        (_sessions, _) = TestSessions.New(grains, _identity, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_IdInUseHere_IsTaken()
    {
        var first = NewSession("a");
        Assert.True((await _sessions.Login(first, Cancel)).IsOk);
        Assert.Equal(RefusalKind.Taken, (await _sessions.Login(NewSession("a"), Cancel)).Refusal!.Kind);
        Assert.Same(first, _sessions.FindLocal("a"));
    }

    [Fact]
    public async Task Login_OutcomeUnknown_IsUnavailableAndTakenBack()
    {
        var takenBack = new TaskCompletionSource<string>();
        _gateway.OnLogin = _ => throw new TimeoutException();
        _gateway.OnLogout = id => Task.FromResult(takenBack.TrySetResult(id));
        Assert.Equal(FailureKind.Unavailable, (await _sessions.Login(NewSession("a"), Cancel)).Failure!.Kind);
        Assert.Equal("a", await takenBack.Task);
        Assert.Null(_sessions.FindLocal("a"));
    }

    [Fact]
    public async Task Login_CallerGivesUp_IdIsFreeAgain()
    {
        _gateway.OnLogin = _ => throw new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _sessions.Login(NewSession("a"), Cancel));
        _gateway.OnLogin = _ => Task.FromResult<Outcome<Unit>>(Unit.Value);
        Assert.True((await _sessions.Login(NewSession("a"), Cancel)).IsOk);
    }

    [Fact]
    public async Task Login_LeaseLostMeanwhile_IsClosedAndNotListed()
    {
        _gateway.OnLogin = _ =>
        {
            _identity.Renew();
            return Task.FromResult<Outcome<Unit>>(Unit.Value);
        };
        var session = NewSession("a");
        await _sessions.Login(session, Cancel);
        Assert.Equal(CloseCode.Resync, session.Closed);
        Assert.Null(_sessions.FindLocal("a"));
    }

    [Fact]
    public async Task Logout_ClusterNotToldYet_IdIsUnlistedAndTheNextLoginWaits()
    {
        var told = new TaskCompletionSource();
        _gateway.OnLogout = _ => told.Task;
        var session = NewSession("a");
        await _sessions.Login(session, Cancel);
        _sessions.Logout(session);
        Assert.Null(_sessions.FindLocal("a"));

        var next = NewSession("a");
        var login = _sessions.Login(next, Cancel);
        Assert.False(login.IsCompleted);
        told.SetResult();
        Assert.True((await login).IsOk);
        Assert.Same(next, _sessions.FindLocal("a"));
    }

    [Fact]
    public async Task Login_ClusterCannotBeToldOfTheLogout_IsUnavailableAfterFiveSeconds()
    {
        _gateway.OnLogout = _ => new TaskCompletionSource().Task;
        var session = NewSession("a");
        await _sessions.Login(session, Cancel);
        _sessions.Logout(session);
        var login = _sessions.Login(NewSession("a"), Cancel);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(FailureKind.Unavailable, (await login).Failure!.Kind);
    }

    [Fact]
    public async Task Login_IncarnationHasEnded_IsUnavailable()
    {
        _gateway.OnLogin = _ => Task.FromResult<Outcome<Unit>>(new Refusal(RefusalKind.Gone));
        Assert.Equal(FailureKind.Unavailable, (await _sessions.Login(NewSession("a"), Cancel)).Failure!.Kind);
    }

    [Fact]
    public async Task RetryLeaving_ClusterWasOutOfReach_TellsItAgain()
    {
        var isDown = true;
        _gateway.OnLogout = _ => isDown ? throw new TimeoutException() : Task.CompletedTask;
        var session = NewSession("a");
        await _sessions.Login(session, Cancel);
        _sessions.Logout(session);
        var next = _sessions.Login(NewSession("a"), Cancel);
        isDown = false;
        _sessions.RetryLeaving();
        Assert.True((await next).IsOk);
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(true, 4500)]
    public async Task Stop_SessionOfThisGateway_ClosesIt(bool byAdministrator, int code)
    {
        var session = NewSession("a");
        await _sessions.Login(session, Cancel);
        Assert.Equal("anna", (await _sessions.Stop("a", byAdministrator, Cancel)).Value!.User);
        Assert.Equal((CloseCode)code, session.Closed);
    }

    private FakeSession NewSession(string id) => TestSessions.NewSession(id, _identity);
}
