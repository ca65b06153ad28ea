using EventPlatform.Management;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// The command line. Grammar: <c>--config FILE | --hash-password | --check-health | --backup FILE | --restore FILE | --KEY=VALUE |
/// --KEY VALUE</c>, each form with a file with <c>=</c> too.
/// </summary>
/// <param name="ConfigFile">File of <c>--config</c>.</param>
/// <param name="Command">What is to be done instead of serving; null: serve.</param>
/// <param name="Settings">Settings in the order given; the last of a key counts.</param>
internal sealed record Arguments(string? ConfigFile, OneTimeCommand? Command, IReadOnlyList<KeyValuePair<string, string?>> Settings)
{
    private const string Allowed =
        "--config FILE, --hash-password, --check-health, --backup FILE, --restore FILE, and settings as --Listeners:Http=58080";

    private const string Backup = "--backup";
    private const string Restore = "--restore";

    /// <exception cref="ConfigurationException">An argument is unknown or incomplete.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        string? file = null;
        OneTimeCommand? command = null;
        var settings = new List<KeyValuePair<string, string?>>();
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (name == "--hash-password" && equals < 0)
            {
                command = Only(command, new OneTimeCommand(OneTimeCommandKind.HashPassword, name, ""));
                continue;
            }

            if (name == HealthCheck.Argument && equals < 0)
            {
                command = Only(command, new OneTimeCommand(OneTimeCommandKind.CheckHealth, name, ""));
                continue;
            }

            if (!IsWithFile(name) && !IsSetting(name))
            {
                // Half of a password that the shell has taken apart is not printed either.
                var isSecret = settings.Count > 0 && ConfigurationException.IsSecret(settings[^1].Key) && !IsOption(name);
                throw ConfigurationException.Unusable(
                    isSecret ? $"the argument after --{settings[^1].Key}" : name, $"unknown argument; allowed: {Allowed}");
            }

            var value = equals >= 0 ? args[i][(equals + 1)..] : NextOf(args, ref i, name);
            switch (name)
            {
                case "--config":
                    file = file is null ? value : throw ConfigurationException.Unusable(name, "may stand only once");
                    break;
                case Backup:
                    command = Only(command, new OneTimeCommand(OneTimeCommandKind.Backup, name, value));
                    break;
                case Restore:
                    command = Only(command, new OneTimeCommand(OneTimeCommandKind.Restore, name, value));
                    break;
                default:
                    settings.Add(new(name[2..], value));
                    break;
            }
        }

        return new Arguments(file, command, settings);
    }

    private static OneTimeCommand Only(OneTimeCommand? former, OneTimeCommand command) =>
        former is null ? command : throw ConfigurationException.Unusable(command.Argument, $"may not stand beside {former.Argument}");

    private static bool IsWithFile(string name) => name is "--config" or Backup or Restore;

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
