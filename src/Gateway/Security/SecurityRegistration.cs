namespace EventPlatform.Gateway.Security;

/// <summary>What decides over clients. Further authenticators are registered after this, in the order they are to be asked.</summary>
internal static class SecurityRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddSecurity() => services
            .AddSingleton<LiveRules>()
            .AddSingleton<AdminSecret>()
            .AddSingleton<RealmAuthenticator>()
            .AddSingleton<AuthenticatorChain>()
            .AddSingleton<IAuthenticator, OpenAuthenticator>()
            .AddSingleton<IAuthenticator, AdminAuthenticator>();
    }
}
