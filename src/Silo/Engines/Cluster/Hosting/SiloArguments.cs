using EventPlatform.Management;

namespace EventPlatform.Silo.Hosting;

/// <summary>The command line: <c>--config FILE | --migrate | --check-health | --KEY=VALUE | --KEY VALUE</c>.</summary>
/// <param name="ConfigFile">File of <c>--config</c>.</param>
/// <param name="Migrate">Only bring the database's schema up to date.</param>
/// <param name="CheckHealth">Only ask a running silo whether it is ready.</param>
/// <param name="Settings">Settings in the order given; the last of a key counts.</param>
internal sealed record SiloArguments(
    string? ConfigFile, bool Migrate, bool CheckHealth, IReadOnlyList<KeyValuePair<string, string?>> Settings)
{
    private const string Allowed = "--config FILE, --migrate, --check-health, and settings as --Cluster:SiloPort=11111";

    /// <exception cref="SettingException">An argument is unknown or incomplete.</exception>
    internal static SiloArguments Parse(IReadOnlyList<string> args)
    {
        string? file = null;
        var migrate = false;
        var checkHealth = false;
        var settings = new List<KeyValuePair<string, string?>>();
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (name == "--migrate" && equals < 0)
            {
                migrate = true;
                continue;
            }

            if (name == HealthCheck.Argument && equals < 0)
            {
                checkHealth = true;
                continue;
            }

            if (name != "--config" && !IsSetting(name))
            {
                // What stands apart may be half of a connection string, which is not printed.
                throw new SettingException(
                    IsOption(name) ? name : $"argument {i + 1}", $"unknown argument; allowed: {Allowed}");
            }

            var value = equals >= 0 ? args[i][(equals + 1)..] : NextOf(args, ref i, name);
            if (name == "--config")
            {
                file = file is null ? value : throw new SettingException(name, "may stand only once");
            }
            else
            {
                settings.Add(new(name[2..], value));
            }
        }

        return new SiloArguments(file, migrate, checkHealth, settings);
    }

    private static bool IsOption(string name) => name.StartsWith("--", StringComparison.Ordinal);

    private static bool IsSetting(string name) =>
        IsOption(name)
        && name.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon
        && SiloConfiguration.Sections.Contains(name[2..colon], StringComparer.OrdinalIgnoreCase);

    private static string NextOf(IReadOnlyList<string> args, ref int index, string name) =>
        index + 1 < args.Count && !IsOption(args[index + 1])
            ? args[++index]
            : throw new SettingException(name, "needs a value");
}
