using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Silo.Hosting;

/// <summary><c>--check-health</c> of a silo's program.</summary>
internal static class SiloHealth
{
    private const string PortKey = "Listeners:Management";
    private const string BindKey = "Listeners:ManagementBind";
    private const int PortDefault = 9_090;

    /// <returns>0 when the silo that has this management port is ready; 1 when not, with a line that says why.</returns>
    /// <exception cref="SettingException">The port is off, or it or its address is wrong.</exception>
    internal static async Task<int> Check(IConfiguration configuration, TextWriter error)
    {
        if (await HealthCheck.Ask(Bind(configuration), Port(configuration), CancellationToken.None) is not { } reason)
        {
            return 0;
        }

        await error.WriteLineAsync(reason);
        return 1;
    }

    private static IPAddress Bind(IConfiguration configuration) => configuration.GetSection(BindKey).Value switch
    {
        null => IPAddress.Loopback,
        var text when IPAddress.TryParse(text, out var address) => address,
        var text => throw new SettingException(BindKey, $"'{text}' is not allowed; allowed: an IP address"),
    };

    private static int Port(IConfiguration configuration) => configuration.GetSection(PortKey).Value switch
    {
        null => PortDefault,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= IPEndPoint.MaxPort => port,
        var text => throw new SettingException(PortKey, $"'{text}' is not allowed; {HealthCheck.Argument} asks a port from 1 to 65535"),
    };
}
