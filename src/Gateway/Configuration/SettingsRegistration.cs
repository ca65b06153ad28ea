using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// Options for injection: <c>IOptions&lt;T&gt;</c> of every section, <c>IOptionsMonitor&lt;T&gt;</c> of the reloaded ones too.
/// </summary>
internal static class SettingsRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddSettings(LiveSettings settings)
        {
            var options = settings.AtStart;
            services.AddSingleton(settings).AddSingleton(options);
            services.AddReloaded(settings.Auth).AddReloaded(settings.Authorization);
            services.AddReloaded(settings.Access).AddReloaded(settings.Limits).AddReloaded(settings.Files);
            services.AddFixed(options.Listeners).AddFixed(options.Tls).AddFixed(options.Services).AddFixed(options.Events);
            services.AddFixed(options.WebSocket).AddFixed(options.Data).AddFixed(options.Directory).AddFixed(options.History);
            return services.AddFixed(options.Cluster).AddFixed(options.Gelf).AddFixed(options.Otlp);
        }

        private IServiceCollection AddFixed<T>(T options)
            where T : class => services.AddReloaded(new Snapshot<T>(options));

        private IServiceCollection AddReloaded<T>(Snapshot<T> snapshot)
            where T : class =>
            services.AddSingleton<IOptionsMonitor<T>>(snapshot).AddSingleton(Options.Create(snapshot.CurrentValue));
    }
}
