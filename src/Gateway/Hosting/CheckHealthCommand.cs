using EventPlatform.Gateway.Configuration;
using EventPlatform.Management;

namespace EventPlatform.Gateway.Hosting;

/// <summary><c>--check-health</c>: 0 when the gateway that has these listeners is ready, else 1 and a line that says why not.</summary>
internal static class CheckHealthCommand
{
    /// <exception cref="ConfigurationException">A source cannot be read, or a key of the listeners is wrong.</exception>
    public static async Task<int> Run(SettingsSources sources, TextWriter error, CancellationToken cancellationToken)
    {
        var listeners = SettingsBinder.BindListeners(sources.Read());
        if (!Listener.Management.IsOn(listeners))
        {
            throw ConfigurationException.Unusable(Listener.Management.Setting, $"is off; {HealthCheck.Argument} has nobody to ask");
        }

        if (await HealthCheck.Ask(listeners.ManagementBind, listeners.Management, cancellationToken) is not { } reason)
        {
            return ExitCode.Ended;
        }

        await error.WriteLineAsync(reason);
        return ExitCode.Failed;
    }
}
