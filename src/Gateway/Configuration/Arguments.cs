using EventPlatform.Silo;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// The command line. Grammar: <c>--config FILE | --hash-password | --check-health | --KEY=VALUE | --KEY VALUE</c>, each <c>--config</c>
/// form with <c>=</c> too.
/// </summary>
/// <param name="ConfigFile">File of <c>--config</c>.</param>
/// <param name="HashPassword">Only read a password and print its hash.</param>
/// <param name="CheckHealth">Only ask a running gateway whether it is ready.</param>
/// <param name="Settings">Settings in the order given; the last of a key counts.</param>
internal sealed record Arguments(
    string? ConfigFile, bool HashPassword, bool CheckHealth, IReadOnlyList<KeyValuePair<string, string?>> Settings)
{
    private const string Allowed = "--config FILE, --hash-password, --check-health, and settings as --Listeners:Http=58080";

    /// <exception cref="ConfigurationException">An argument is unknown or incomplete.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        string? file = null;
        var hashPassword = false;
        var checkHealth = false;
        var settings = new List<KeyValuePair<string, string?>>();
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (name == "--hash-password" && equals < 0)
            {
                hashPassword = true;
                continue;
            }

            if (name == HealthCheck.Argument && equals < 0)
            {
                checkHealth = true;
                continue;
            }

            if (name != "--config" && !IsSetting(name))
            {
                // Half of a password that the shell has taken apart is not printed either.
                var isSecret = settings.Count > 0 && ConfigurationException.IsSecret(settings[^1].Key) && !IsOption(name);
                throw ConfigurationException.Unusable(
                    isSecret ? $"the argument after --{settings[^1].Key}" : name, $"unknown argument; allowed: {Allowed}");
            }

            var value = equals >= 0 ? args[i][(equals + 1)..] : NextOf(args, ref i, name);
            if (name == "--config")
            {
                file = file is null ? value : throw ConfigurationException.Unusable(name, "may stand only once");
            }
            else
            {
                settings.Add(new(name[2..], value));
            }
        }

        return new Arguments(file, hashPassword, checkHealth, settings);
    }

    private static bool IsOption(string name) => name.StartsWith("--", StringComparison.Ordinal);

    // --SECTION:KEY; a section that is a list can be named itself, which makes it empty.
    private static bool IsSetting(string name) =>
        IsOption(name)
        && (name.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon
            ? SettingsBinder.Sections.Append(LogLevels.Section).Contains(name[2..colon], StringComparer.OrdinalIgnoreCase)
            : name[2..].Equals(ServicesOptions.Section, StringComparison.OrdinalIgnoreCase));

    private static string NextOf(IReadOnlyList<string> args, ref int index, string name) =>
        index + 1 < args.Count && !IsOption(args[index + 1])
            ? args[++index]
            : throw ConfigurationException.Unusable(name, "needs a value");
}
