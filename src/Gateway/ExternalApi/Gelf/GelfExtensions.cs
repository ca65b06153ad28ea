using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>How the sender of log entries is plugged in.</summary>
internal static class GelfExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds <see cref="GelfSender"/>. Before the core's own hosted service: what is registered later stops earlier, and entries may
        /// come until then.
        /// </summary>
        public IServiceCollection AddGelf()
        {
            services.TryAddSingleton<HostLookup>(Dns.GetHostAddressesAsync);
            services.AddSingleton<GelfSender>();
            return services.AddHostedService(provider => provider.GetRequiredService<GelfSender>());
        }
    }
}
