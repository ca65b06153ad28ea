using System.Text;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Gateway.Security.Tokens;
using EventPlatform.Gateway.Security.Users;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Security;

/// <summary>Accounts, users of a file, and tokens of both.</summary>
public sealed partial class UserTests : IDisposable
{
    private static readonly string Hash = PasswordHashes.Make("right");
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
    private readonly string _folder = Directory.CreateTempSubdirectory("users").FullName;
    private readonly FakeAccounts _accounts = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("anna", "right", true)]
    [InlineData("anna", "wrong", false)]
    [InlineData("anna", null, false)]
    [InlineData("Anna", "right", false)]
    [InlineData("off", "right", false)]
    [InlineData("bare", "right", false)]
    [InlineData("bare", "", false)]
    public async Task Account_Login_Table(string user, string? password, bool isLetIn)
    {
        _accounts.Add("anna", Hash, roles: "agent");
        _accounts.Add("off", Hash, enabled: false);
        _accounts.Add("bare", null);

        var result = await Login(NewAccounts(), user, password);

        var accepted = result as AuthResult.Accepted;
        Assert.Equal(isLetIn, accepted is { IsAdmin: false, Credential: AccountCredential { KeyVersion: 1 }, EndsAt: null }
            && accepted.Roles.Contains("agent"));
        Assert.Equal(isLetIn, result is not AuthResult.Refused { Code: 100030, Text: "Unauthorized" });
    }

    [Fact]
    public async Task Account_NameThatNobodyHas_ReachesNoGrain()
    {
        await Login(NewAccounts(), "nobody", "x");

        Assert.Equal(0, _accounts.Asked);
    }

    [Fact]
    public async Task Account_DisabledWhereItIsStored_IsRefusedThoughThisGatewayDoesNotKnow()
    {
        var account = _accounts.Add("anna", Hash);
        _accounts.Secrets["anna"] = new(account with { Enabled = false }, Hash);

        Assert.Equal(AuthResult.Unauthorized, await Login(NewAccounts(), "anna", "right"));
    }

    [Theory]
    [InlineData(FailureKind.Unavailable, 100081, "Overloaded")]
    [InlineData(FailureKind.Internal, 100003, "Internal error: REF")]
    internal async Task Account_GrainsFail_IsSaid(FailureKind kind, int code, string text)
    {
        _accounts.Add("anna", Hash);
        _accounts.Failure = new Failure(kind, "REF");

        Assert.Equal(new AuthResult.Refused(code, text), await Login(NewAccounts(), "anna", "right"));
    }

    [Fact]
    public async Task Account_CallsByHttp_AreRememberedUntilTheKeyChanges()
    {
        var account = _accounts.Add("anna", Hash);
        var chain = TestSecurity.NewChain(new AccountAuthenticator(_accounts, TestSecurity.NewPasswords(_clock)));
        var call = new LoginAttempt { User = "anna", Password = "right", Service = "default" };
        Assert.IsType<AuthResult.Accepted>(await chain.Authenticate(call, Cancel));
        Assert.IsType<AuthResult.Accepted>(await chain.Authenticate(call, Cancel));
        Assert.Equal(1, _accounts.Asked);

        _accounts.Known["anna"] = account with { Enabled = false };
        _accounts.Secrets["anna"] = new(account with { Enabled = false }, Hash);
        Assert.Equal(AuthResult.Unauthorized, await chain.Authenticate(call, Cancel));

        _accounts.Add("anna", PasswordHashes.Make("new"), keyVersion: 2);
        Assert.Equal(AuthResult.Unauthorized, await chain.Authenticate(call, Cancel));
        Assert.IsType<AuthResult.Accepted>(await chain.Authenticate(call with { Password = "new" }, Cancel));
    }

    [Fact]
    public async Task Account_Credential_EndsWithIt()
    {
        var account = _accounts.Add("anna", Hash);
        var accepted = Assert.IsType<AuthResult.Accepted>(await Login(NewAccounts(), "anna", "right"));
        Assert.False(accepted.Credential!.IsOver);

        _accounts.Known["anna"] = account with { KeyVersion = 2 };
        Assert.True(accepted.Credential.IsOver);
        _accounts.Known["anna"] = account with { Enabled = false };
        Assert.True(accepted.Credential.IsOver);
        _accounts.Known.Clear();
        Assert.True(accepted.Credential.IsOver);
    }

    [Theory]
    [InlineData("u", "right", true)]
    [InlineData("u", "wrong", false)]
    [InlineData("u", null, false)]
    [InlineData("off", "right", false)]
    [InlineData("bare", "right", false)]
    public async Task File_Login_Table(string user, string? password, bool isLetIn)
    {
        var files = new Snapshot<CredentialFiles>(Read(Users()));
        var chain = TestSecurity.NewChain(new FileUserAuthenticator(files, TestSecurity.NewPasswords()));

        var result = await Login(chain, user, password);

        Assert.Equal(isLetIn, result is AuthResult.Accepted { IsAdmin: false } accepted && accepted.Roles.SetEquals(["a", "b"]));
    }

    [Fact]
    public async Task File_Changes_EndWhoIsConcerned()
    {
        var files = new Snapshot<CredentialFiles>(Read(Users()));
        var chain = TestSecurity.NewChain(new FileUserAuthenticator(files, TestSecurity.NewPasswords()));
        var accepted = Assert.IsType<AuthResult.Accepted>(await Login(chain, "u", "right"));

        files.Replace(Read(Users()));
        Assert.False(accepted.Credential!.IsOver);
        files.Replace(Read(Users().Replace(Hash, PasswordHashes.Make("right"), StringComparison.Ordinal)));
        Assert.True(accepted.Credential.IsOver);
        files.Replace(Read("[]"));
        Assert.True(accepted.Credential.IsOver);
    }

    [Theory]
    [InlineData("x", "the file is not JSON")]
    [InlineData("{}", "the file is no list of users")]
    [InlineData("[1]", "[0]: must be an object.")]
    [InlineData("[{}]", "[0].username: is missing.")]
    [InlineData("""[{"username":"*"}]""", "[0].username: must have 1 to 255 characters, none of them U+0000, and not be '*'.")]
    [InlineData("""[{"username":"admin"}]""", "[0].username: is the administrator's.")]
    [InlineData("""[{"username":"u"},{"username":"u"}]""", "[1].username: is used twice.")]
    [InlineData("""[{"username":"u","roles":["a",1]}]""", "[0].roles[1]: must be text.")]
    [InlineData("""[{"username":"u","enabled":1}]""", "[0].enabled: must be true or false.")]
    [InlineData(
        """[{"username":"u","password":"s3cret"}]""",
        "[0].password: must not stand in a file; passwordHash takes what --hash-password prints.")]
    [InlineData("""[{"username":"u","passwordHash":"s3cret"}]""", "[0].passwordHash: is no hash as --hash-password prints it.")]
    public void File_Wrong_NamesTheMemberAndNoSecret(string json, string reason)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(json));

        Assert.Equal($"Auth:UsersFile: {reason}", refusal.Message);
    }

    [Fact]
    public async Task Plugin_AccountOfItsChoice_IsWatchedAndMustBeThere()
    {
        var account = _accounts.Add("anna", null, keyVersion: 7);
        Assert.Equal(AuthResult.Unauthorized, await Plugin(new Guid(1, 0, 0, new byte[8])));
        var accepted = Assert.IsType<AuthResult.Accepted>(await Plugin(account.Id));
        Assert.False(accepted.Credential!.IsOver);

        _accounts.Known["anna"] = account with { Enabled = false };

        Assert.True(accepted.Credential.IsOver);
        Assert.Equal(AuthResult.Unauthorized, await Plugin(account.Id));
    }

    [Fact]
    public async Task Plugin_SaysNothing_IsItsFault() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Login(TestSecurity.NewChain(new Says(null!)), "u", "x").AsTask());

    [Fact]
    public async Task Admin_WrongConfiguredPassword_TakesItsTime()
    {
        using var full = new PasswordQueue(1);
        var busy = Enumerable.Range(0, 40).Select(_ => full.Verify(Hash, "x", null, Cancel).AsTask()).ToArray();
        var auth = new Snapshot<AuthOptions>(new AuthOptions { Admin = new AdminOptions { Password = "right" } });
        var admin = new AdminAuthenticator(auth, new AdminSecret(auth), new PasswordCheck(full, new PasswordMemory(_clock)));

        Assert.Equal(AuthResult.Overloaded, await Login(TestSecurity.NewChain(admin), "admin", "wrong"));
        Assert.IsType<AuthResult.Accepted>(await Login(TestSecurity.NewChain(admin), "admin", "right"));
        await Task.WhenAll(busy);
    }

    private static string Users() => $$"""
        [{"username":"u","passwordHash":"{{Hash}}","roles":["a","b"],"displayName":"U","extensionId":null},
         {"username":"off","passwordHash":"{{Hash}}","enabled":false},
         {"username":"bare","passwordHash":null}]
        """;

    private static Snapshot<CredentialFiles> Keys(byte[] secret) =>
        new(CredentialFiles.Read(new AuthOptions { Jwt = new JwtOptions { Secret = Convert.ToBase64String(secret) } }));

    private static ValueTask<AuthResult> Login(AuthenticatorChain chain, string user, string? password) =>
        chain.Authenticate(new LoginAttempt { User = user, Password = password, Service = "default", SessionId = "s" }, Cancel);

    private string TokenOf(string user, params string[] roles) => TestTokens.Hs256(Secret, user, _clock.GetUtcNow().AddMinutes(1), roles);

    private ValueTask<AuthResult> Token(string token, string? user = null, Snapshot<CredentialFiles>? files = null)
    {
        var auth = new Snapshot<AuthOptions>(new AuthOptions());
        var chain = TestSecurity.NewChain(new TokenAuthenticator(files ?? Keys(Secret), auth, _accounts, _clock));
        return chain.Authenticate(new LoginAttempt { User = user, Token = token, Service = "default" }, Cancel);
    }

    private ValueTask<AuthResult> Plugin(Guid account) =>
        Login(new([new Says(new AuthResult.Accepted("a") { AccountId = account })], _accounts, TestSecurity.NewPasswords()), "a", "x");

    private AuthenticatorChain NewAccounts() =>
        TestSecurity.NewChain(new AccountAuthenticator(_accounts, TestSecurity.NewPasswords(_clock)));

    private CredentialFiles Read(string json)
    {
        var path = Path.Combine(_folder, "users.json");
        File.WriteAllText(path, json);
        return CredentialFiles.Read(new AuthOptions { UsersFile = path });
    }

    private sealed class Says(AuthResult result) : IAuthenticator
    {
        public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) =>
            ValueTask.FromResult(result);
    }
}
