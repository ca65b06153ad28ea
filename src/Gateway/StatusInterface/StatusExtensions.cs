using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>How the host plugs this interface in.</summary>
internal static class StatusExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Needs the host's own services, the replica's store and the commands. The listeners get
        /// <c>UseLines(services.GetRequiredService&lt;StatusEndpoint&gt;())</c>.
        /// </summary>
        /// <param name="settings">Gives the settings as they are at the moment of the call.</param>
        public IServiceCollection AddStatusInterface(Func<IServiceProvider, PlatformOptions> settings)
        {
            services.AddSingleton<StatusDoor>();
            services.AddSingleton<IEventDoor>(provider => provider.GetRequiredService<StatusDoor>());
            services.AddSingleton<ReplicaFreezer>();
            services.AddSingleton<SetErrors>();
            services.AddSingleton<CommandRunner>();
            services.AddSingleton(provider => new StatusEndpoint(
                () => settings(provider),
                provider.GetRequiredService<AddressConnections>(),
                provider.GetRequiredService<StatusDoor>(),
                provider.GetRequiredService<CommandRunner>()));
            return services;
        }
    }
}
