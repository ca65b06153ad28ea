using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Gateway.Security.Tokens;

namespace EventPlatform.Gateway.Tests.Security;

/// <summary>Parts of the security that tests have in common; the queue of passwords is shared, as it has threads of its own.</summary>
internal static class TestSecurity
{
    public static PasswordQueue Queue { get; } = new();

    /// <summary>Without tokens and users of files.</summary>
    public static Snapshot<CredentialFiles> NoFiles { get; } = new(CredentialFiles.Read(new AuthOptions()));

    public static PasswordCheck NewPasswords(TimeProvider? time = null) => new(Queue, new PasswordMemory(time ?? TimeProvider.System));

    public static AuthenticatorChain NewChain(params IAuthenticator[] authenticators) =>
        new(authenticators, new NoAccounts(), NewPasswords());

    public static RealmAuthenticator NewRealm(AuthOptions options, Snapshot<CredentialFiles>? files = null, TimeProvider? time = null)
    {
        var auth = new Snapshot<AuthOptions>(options);
        return new RealmAuthenticator(auth, new TokenAuthenticator(files ?? NoFiles, auth, new NoAccounts(), time ?? TimeProvider.System));
    }

    /// <summary>Decides over whom the others leave: no hash is computed for nothing.</summary>
    public sealed class RefuseOthers : IAuthenticator
    {
        public ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AuthResult.Unauthorized);
    }
}
