using System.Text.RegularExpressions;
using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Infra.Tests;

/// <summary>Settings that a file gives the program, read by the program's own code.</summary>
internal static partial class Settings
{
    /// <summary>Stands for a password that comes from elsewhere.</summary>
    private const string Unknown = "not-known-here";

    /// <summary>The options that an environment makes, and what the program would refuse to start with.</summary>
    /// <param name="environment">Variables as <c>A__B</c>; others are none of the program's.</param>
    /// <param name="hasSecrets">Whether a file with secrets is given beside it.</param>
    public static (PlatformOptions Options, IReadOnlyList<string> Findings) Read(
        IEnumerable<KeyValuePair<string, string>> environment, bool hasSecrets)
    {
        var findings = new List<string>();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.Where(variable => variable.Key.Contains("__", StringComparison.Ordinal)))
        {
            var key = name.Replace("__", ":", StringComparison.Ordinal);
            if (!SettingsBinder.Sections.Append(LogLevels.Section).Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
            {
                findings.Add($"{name}: no section of the configuration");
            }
            else if (ConfigurationException.IsSecret(key) && !key.StartsWith("Auth:Jwt:", StringComparison.OrdinalIgnoreCase))
            {
                findings.Add($"{name}: a secret as a literal");
            }

            // Files are there when the program is; any that exists will do.
            settings[key] = value.StartsWith("/etc/", StringComparison.Ordinal) ? typeof(Settings).Assembly.Location : value;
        }

        if (hasSecrets)
        {
            settings["Auth:Realm:Password"] = Unknown;
        }

        try
        {
            return (SettingsBinder.Bind(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()), findings);
        }
        catch (ConfigurationException e)
        {
            return (new PlatformOptions(), [.. findings, e.Message]);
        }
    }

    /// <summary>Whether a variable holds a secret by its name; a file's name is none.</summary>
    public static bool IsSecret(string variable) =>
        SecretName().IsMatch(variable) && !variable.EndsWith("_FILE", StringComparison.Ordinal);

    [GeneratedRegex("password|secret|token|connectionstring", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
