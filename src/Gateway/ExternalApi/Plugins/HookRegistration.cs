namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>What asks the hooks that were registered.</summary>
internal static class HookRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddHooks() => services
            .AddSingleton<LoginHooks>()
            .AddSingleton<AdmissionHooks>()
            .AddSingleton<EventHooks>()
            .AddSingleton<UserGetHooks>()
            .AddSingleton<SessionHooks>()
            .AddSingleton<ApiHooks>();
    }
}
