using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Login;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.ExternalApi.Plugins;
using EventPlatform.Gateway.Tests.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>What a session lives by: tokens that end and are renewed, credentials that are taken away.</summary>
public sealed class SessionRightsTests : IDisposable
{
    private const string Ok = """{"result":"ok","tid":2}""";
    private const string Unauthorized = """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":2}""";
    private readonly TokenBook _tokens = new();
    private readonly ApiWorld _world;

    public SessionRightsTests() => _world = new ApiWorld(authenticator: _tokens);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Token_IsEndingAndEnds_IsToldThenClosed()
    {
        var client = await Login(TimeSpan.FromMinutes(2));

        _world.Clock.Advance(TimeSpan.FromSeconds(89.9));
        Assert.Empty(_world.Published);
        _world.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await client.Expect(Expiring(30, tid: 1));
        _world.Clock.Advance(TimeSpan.FromSeconds(29.8));
        Assert.NotNull(_world.Sessions.FindLocal("s"));
        _world.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Null(await client.Receive());
        Assert.Null(_world.Sessions.FindLocal("s"));
    }

    [Fact]
    public async Task Token_HasLessThanTheWarningLeft_IsToldAtOnce()
    {
        var client = await Login(TimeSpan.FromSeconds(12));

        await client.Expect(Expiring(12, tid: 1));
    }

    [Fact]
    public async Task Token_AcceptedWithinTheSkew_EndsAtOnce()
    {
        var client = await Login(TimeSpan.FromSeconds(-5));

        _world.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Null(await client.Receive());
    }

    [Fact]
    public async Task Refresh_GoodToken_TakesItsPlaceWithItsRoles()
    {
        var client = await Login(TimeSpan.FromMinutes(2));
        _tokens.Add("t2", "tina", _world.Clock.GetUtcNow().AddMinutes(10), role: "boss");

        Assert.Equal(Ok, await client.Ask(Refresh("t2")));

        Assert.Contains("boss", Local().Caller.Roles);
        _world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty(_world.Published);
        _world.Clock.Advance(TimeSpan.FromSeconds(31));
        await client.Expect(Expiring(30, tid: 1));
    }

    [Theory]
    [InlineData("bad")]
    [InlineData("other's")]
    public async Task Refresh_BadTokenOrAnothersOne_ChangesNothing(string token)
    {
        var client = await Login(TimeSpan.FromMinutes(2));
        _tokens.Add("other's", "tom", _world.Clock.GetUtcNow().AddMinutes(10));

        Assert.Equal(Unauthorized, await client.Ask(Refresh(token)));

        _world.Clock.Advance(TimeSpan.FromSeconds(91));
        await client.Expect(Expiring(30, tid: 1));
    }

    [Fact]
    public async Task Refresh_TokenThatNeverEnds_StopsTheClock()
    {
        var client = await Login(TimeSpan.FromMinutes(2));
        _tokens.Add("t2", "tina", null);

        Assert.Equal(Ok, await client.Ask(Refresh("t2")));

        _world.Clock.Advance(TimeSpan.FromMinutes(2.5));
        Assert.Empty(_world.Published);
        Assert.NotNull(_world.Sessions.FindLocal("s"));
    }

    [Theory]
    [InlineData("""{}""", """{"code":100045,"error":"Missing field: token"}""")]
    [InlineData("""{"token":[]}""", """{"code":100044,"error":"Syntax error: token"}""")]
    public async Task Refresh_Syntax(string data, string error)
    {
        var client = await Login(TimeSpan.FromMinutes(2));

        var answer = await client.Ask($$"""{"class":"core","subclass":"user","cmd":"refresh","data":{{data}},"tid":2}""");

        Assert.Equal($$"""{"result":"error","data":{{error}},"tid":2}""", answer);
    }

    [Fact]
    public async Task Credentials_Over_SessionIsClosedWhenSomethingChanges()
    {
        var accounts = new FakeAccounts();
        using var watch = new CredentialWatch(
            _world.Sessions,
            accounts,
            TestSecurity.NoFiles,
            new Snapshot<AuthOptions>(new AuthOptions()),
            NullLogger<CredentialWatch>.Instance);
        await watch.StartAsync(Cancel);
        var client = await Login(TimeSpan.FromMinutes(2));
        accounts.RaiseChanged();
        Assert.NotNull(_world.Sessions.FindLocal("s"));

        _tokens.Credential.IsOver = true;
        accounts.RaiseChanged();

        Assert.Null(await client.Receive());
        Assert.Null(_world.Sessions.FindLocal("s"));
    }

    [Fact]
    public async Task Credentials_OverWhileLoggingIn_SessionIsClosedAfterItsReply()
    {
        _world.Sessions.OnLogin = _ =>
        {
            _tokens.Credential.IsOver = true;
            return Task.CompletedTask;
        };

        var client = await Login(TimeSpan.FromMinutes(2));

        Assert.Null(await client.Receive());
        Assert.Null(_world.Sessions.FindLocal("s"));
    }

    /// <summary>A hook may make the end sooner, and cannot take it away.</summary>
    [Theory]
    [InlineData(null, 120)]
    [InlineData(60, 60)]
    [InlineData(600, 120)]
    public async Task Token_HookChangesItsEnd_OnlySoonerCounts(int? given, int expected)
    {
        var end = _world.Clock.GetUtcNow().AddMinutes(2);
        var accepted = new AuthResult.Accepted("tina") { EndsAt = end, Credential = _tokens.Credential };
        var hooks = new LoginHooks(
            [new FakeLoginHook((_, _) => new AuthResult.Accepted("eve") { EndsAt = given is { } s ? end.AddSeconds(s - 120) : null })]);

        var result = await hooks.Run(new LoginAttempt { Service = "default" }, accepted, Cancel);

        var changed = Assert.IsType<AuthResult.Accepted>(result);
        Assert.Equal(("eve", end.AddSeconds(expected - 120)), (changed.User, changed.EndsAt));
        Assert.Same(_tokens.Credential, changed.Credential);
    }

    private static string Refresh(string token) =>
        $$"""{"class":"core","subclass":"user","cmd":"refresh","data":{"token":"{{token}}"},"tid":2}""";

    private static string Expiring(int seconds, int tid) =>
        """{"class":"core","cmd":"event","data":{"class":"core","subclass":"session_event","type":"token_expiring","obj_id":"s","""
        + $$$"""
            "body":{"seconds":{{{seconds}}}}},"tid":{{{tid}}}}
            """;

    private EventPlatform.Gateway.ExternalApi.Connections.ApiSession Local() =>
        (EventPlatform.Gateway.ExternalApi.Connections.ApiSession)_world.Sessions.FindLocal("s")!;

    private async Task<ApiClient> Login(TimeSpan endsIn)
    {
        _tokens.Add("t1", "tina", _world.Clock.GetUtcNow() + endsIn);
        var client = _world.Connect();
        await client.Send("""{"class":"core","subclass":"user","cmd":"login","data":{"token":"t1","session_id":"s"},"tid":1}""");
        await client.Expect("""{"ack":1}""", """{"result":"ok","data":{"session_id":"s"},"tid":1}""");
        return client;
    }

    private sealed class TokenBook : IAuthenticator
    {
        private readonly Dictionary<string, AuthResult.Accepted> _tokens = [];

        public SwitchedCredential Credential { get; } = new();

        public void Add(string token, string user, DateTimeOffset? endsAt, string? role = null) =>
            _tokens[token] = new AuthResult.Accepted(user) { EndsAt = endsAt, Credential = Credential, Roles = role is null ? [] : [role] };

        public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) =>
            ValueTask.FromResult(_tokens.GetValueOrDefault(attempt.Token ?? "") ?? AuthResult.NotMine);
    }

    private sealed class SwitchedCredential : ICredential
    {
        public bool IsOver { get; set; }
    }
}
