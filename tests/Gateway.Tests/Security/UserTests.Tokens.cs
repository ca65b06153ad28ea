using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Tokens;

namespace EventPlatform.Gateway.Tests.Security;

public sealed partial class UserTests
{
    [Fact]
    public async Task Token_OfAnAccount_HasItsRolesAndEndsWithIt()
    {
        var account = _accounts.Add("anna", null, roles: "agent");
        var accepted = Assert.IsType<AuthResult.Accepted>(await Token(TokenOf("anna", "extra")));
        Assert.Equal(["agent", "extra"], accepted.Roles.Order(StringComparer.Ordinal));
        Assert.Equal((account.Id, _clock.GetUtcNow().AddMinutes(1)), (accepted.AccountId, accepted.EndsAt));

        _accounts.Known["anna"] = account with { Enabled = false };
        Assert.True(accepted.Credential!.IsOver);
        Assert.Equal(AuthResult.Unauthorized, await Token(TokenOf("anna")));
    }

    [Theory]
    [InlineData("u", "u", true)]
    [InlineData(null, "u", true)]
    [InlineData("v", "u", false)]
    [InlineData(null, "*", false)]
    [InlineData(null, "", false)]
    public async Task Token_User_Table(string? user, string named, bool isLetIn) =>
        Assert.Equal(isLetIn, await Token(TokenOf(named), user) is AuthResult.Accepted { AccountId: null, IsAdmin: false });

    [Fact]
    public async Task Token_OfTheAdministratorsName_IsAdmin() =>
        Assert.True(await Token(TokenOf("admin")) is AuthResult.Accepted { IsAdmin: true });

    [Fact]
    public async Task Token_OfAUserOfTheFile_HasItsRolesAndMustNotBeDisabledThere()
    {
        var files = Keys(Secret);
        files.Replace(files.CurrentValue with { Users = Read(Users()).Users });

        var accepted = Assert.IsType<AuthResult.Accepted>(await Token(TokenOf("u", "extra"), files: files));

        Assert.Equal(["a", "b", "extra"], accepted.Roles.Order(StringComparer.Ordinal));
        Assert.Equal(AuthResult.Unauthorized, await Token(TokenOf("off"), files: files));
        var disabled = Users().Replace("\"u\",", "\"u\",\"enabled\":false,", StringComparison.Ordinal);
        files.Replace(files.CurrentValue with { Users = Read(disabled).Users });
        Assert.True(accepted.Credential!.IsOver);
    }

    [Fact]
    public async Task Token_OfTheAdministrator_EndsWhenSomebodyElseBecomesThat()
    {
        var auth = new Snapshot<AuthOptions>(new AuthOptions());
        var tokens = new TokenAuthenticator(Keys(Secret), auth, _accounts, _clock);
        var attempt = new LoginAttempt { Token = TokenOf("admin"), Service = "default" };
        var accepted = Assert.IsType<AuthResult.Accepted>(await tokens.Authenticate(attempt, Cancel));
        Assert.False(accepted.Credential!.IsOver);

        auth.Replace(new AuthOptions { Admin = new AdminOptions { User = "root" } });

        Assert.True(accepted.Credential.IsOver);
    }

    [Fact]
    public async Task Token_AccountMadeDisabledLater_Ends()
    {
        var accepted = Assert.IsType<AuthResult.Accepted>(await Token(TokenOf("late")));
        Assert.False(accepted.Credential!.IsOver);

        _accounts.Add("late", null, enabled: false);

        Assert.True(accepted.Credential.IsOver);
    }

    [Fact]
    public async Task Token_KeyTakenAway_Ends()
    {
        var files = Keys(Secret);
        var accepted = Assert.IsType<AuthResult.Accepted>(await Token(TokenOf("u"), files: files));

        files.Replace(Keys(Secret).CurrentValue);
        Assert.False(accepted.Credential!.IsOver);
        files.Replace(Keys([.. Secret.Reverse()]).CurrentValue);
        Assert.True(accepted.Credential.IsOver);
    }

    [Theory]
    [InlineData("admin", null, RealmDecision.Admitted)]
    [InlineData("u", "manager", RealmDecision.Admitted)]
    [InlineData("u", "other", RealmDecision.Forbidden)]
    internal async Task Realm_Token_Table(string user, string? role, RealmDecision expected)
    {
        var realm = TestSecurity.NewRealm(new AuthOptions(), Keys(Secret), _clock);

        Assert.Equal(expected, await realm.Check("bearer " + TokenOf(user, role ?? "x"), Cancel));
        Assert.Equal(RealmDecision.Unauthorized, await realm.Check("Bearer x" + TokenOf(user, role ?? "x"), Cancel));
    }
}
