using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Gateway.Security.Tokens;
using EventPlatform.Gateway.Security.Users;

namespace EventPlatform.Gateway.Security;

/// <summary>What decides over clients. Further authenticators are registered after this, in the order they are to be asked.</summary>
internal static class SecurityRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddSecurity() => services
            .AddSingleton<LiveRules>()
            .AddSingleton<IAccounts, NoAccounts>()
            .AddSingleton<PasswordQueue>()
            .AddSingleton<PasswordMemory>()
            .AddSingleton<PasswordCheck>()
            .AddSingleton<TokenAuthenticator>()
            .AddSingleton<AdminSecret>()
            .AddSingleton<RealmAuthenticator>()
            .AddSingleton<AuthenticatorChain>()
            .AddSingleton<IAuthenticator, OpenAuthenticator>()
            .AddSingleton<IAuthenticator, AdminAuthenticator>()
            .AddSingleton<IAuthenticator, AccountAuthenticator>()
            .AddSingleton<IAuthenticator, FileUserAuthenticator>()
            .AddSingleton<IAuthenticator>(provider => provider.GetRequiredService<TokenAuthenticator>());
    }
}
