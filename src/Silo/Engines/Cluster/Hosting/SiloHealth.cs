using EventPlatform.Management;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Silo.Hosting;

/// <summary><c>--check-health</c> of a silo's program.</summary>
internal static class SiloHealth
{
    /// <param name="configuration">Was checked.</param>
    /// <param name="error">Gets the reason.</param>
    /// <returns>0 when the silo that has this management port is ready; 1 when not, with a line that says why.</returns>
    /// <exception cref="SettingException">The port is off.</exception>
    internal static async Task<int> Check(IConfiguration configuration, TextWriter error)
    {
        var settings = ListenerSettings.Of(configuration);
        if (settings.Management == 0)
        {
            throw new SettingException(ManagementServer.Key, $"is off; {HealthCheck.Argument} has nobody to ask");
        }

        if (await HealthCheck.Ask(settings.EndPoint.Address, settings.Management, CancellationToken.None) is not { } reason)
        {
            return 0;
        }

        await error.WriteLineAsync(reason);
        return 1;
    }
}
