using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>How the host plugs this interface in.</summary>
internal static class StatusExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Needs the transport, the replica's store, the commands and <see cref="IStatusSettings"/>. The listeners get
        /// <c>UseLines(services.GetRequiredService&lt;StatusEndpoint&gt;())</c>.
        /// </summary>
        public IServiceCollection AddStatusInterface()
        {
            services.AddSingleton<StatusMetrics>();
            services.AddSingleton<StatusDoor>();
            services.AddSingleton<IEventDoor>(provider => provider.GetRequiredService<StatusDoor>());
            services.AddSingleton<ReplicaFreezer>();
            services.AddSingleton<SetErrors>();
            services.AddSingleton<CommandRunner>();
            services.AddSingleton<StatusEndpoint>();
            return services;
        }
    }
}
