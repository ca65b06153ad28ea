using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Tests.Security;

public sealed class AuthenticatorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("admin", "right", true)]
    [InlineData("admin", "wrong", false)]
    [InlineData("admin", "", false)]
    [InlineData("admin", null, false)]
    [InlineData("Admin", "right", false)]
    [InlineData(null, "right", false)]
    public async Task Admin_ConfiguredPassword_Decides(string? user, string? password, bool expected) =>
        Assert.Equal(expected, await IsAdmin(new AuthOptions { Admin = new() { Password = "right" } }, null, user, password));

    [Theory]
    [InlineData("generated", true)]
    [InlineData("other", false)]
    public async Task Admin_StoredHash_Decides(string password, bool expected) =>
        Assert.Equal(expected, await IsAdmin(new AuthOptions(), PasswordHashes.Make("generated"), "admin", password));

    [Fact]
    public async Task Admin_ConfiguredBesideStored_ConfiguredCounts() =>
        Assert.False(await IsAdmin(new AuthOptions { Admin = new() { Password = "right" } }, PasswordHashes.Make("old"), "admin", "old"));

    [Fact]
    public async Task Admin_NeitherConfiguredNorStored_NobodyIsLetIn() => Assert.False(await IsAdmin(new AuthOptions(), null, "admin", ""));

    [Theory]
    [InlineData("x", true)]
    [InlineData("admin", true)]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("a\0b", false)]
    [InlineData(null, false)]
    public async Task Open_AnyUserName_IsAdmin(string? user, bool expected) =>
        Assert.Equal(expected, await IsAdmin(new AuthOptions { Open = true }, null, user, null));

    [Theory]
    [InlineData("a", 255, true)]
    [InlineData("a", 256, false)]
    [InlineData("\U0001F600", 255, true)]
    [InlineData("\U0001F600", 256, false)]
    public void IsUserName_Length_CountsCharactersAsEverywhere(string character, int count, bool expected) =>
        Assert.Equal(expected, AuthenticatorChain.IsUserName(string.Concat(Enumerable.Repeat(character, count))));

    [Fact]
    public async Task Chain_NobodyKnows_Unauthorized() =>
        Assert.Equal(
            new AuthResult.Refused(100030, "Unauthorized"),
            await TestSecurity.NewChain().Authenticate(new() { Service = "default" }, Cancel));

    [Theory]
    [InlineData("Basic bWFuYWdlcjptYW5hZzNycGE1NXdvcmQ=", RealmDecision.Admitted)]
    [InlineData("basic  bWFuYWdlcjptYW5hZzNycGE1NXdvcmQ=", RealmDecision.Admitted)]
    [InlineData("Basic bWFuYWdlcjp3cm9uZw==", RealmDecision.Unauthorized)]
    [InlineData("Basic !", RealmDecision.Unauthorized)]
    [InlineData("Basic bm9jb2xvbg==", RealmDecision.Unauthorized)]
    [InlineData("Bearer x", RealmDecision.Unauthorized)]
    [InlineData("", RealmDecision.Unauthorized)]
    [InlineData(null, RealmDecision.Unauthorized)]
    internal async Task Realm_Table(string? header, RealmDecision expected) =>
        Assert.Equal(expected, await TestSecurity.NewRealm(new()).Check(header, Cancel));

    [Fact]
    public void Basic_PasswordWithColonAndUmlaut_IsKept()
    {
        var header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ännä:a:b"));

        Assert.True(BasicCredentials.TryParse(header, out var credentials));
        Assert.Equal(new BasicCredentials("ännä", "a:b"), credentials);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(4, 800)]
    [InlineData(7, 6_400)]
    [InlineData(8, 10_000)]
    [InlineData(1_000_000, 10_000)]
    public void LoginDelay_Table(int failures, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), LoginDelay.After(failures));

    [Fact]
    public void Verify_NoHash_IsFalse() => Assert.False(PasswordHashes.Verify("no base64!", "x"));

    private static async Task<bool> IsAdmin(AuthOptions options, string? storedHash, string? user, string? password)
    {
        var auth = new Snapshot<AuthOptions>(options);
        var secret = new AdminSecret(auth);
        secret.Take(storedHash);
        var chain = TestSecurity.NewChain(new OpenAuthenticator(auth), new AdminAuthenticator(auth, secret, TestSecurity.NewPasswords()));
        var result = await chain.Authenticate(new LoginAttempt { Service = "default", User = user, Password = password }, Cancel);
        return result is AuthResult.Accepted { IsAdmin: true };
    }
}
