using System.Globalization;
using System.Text.RegularExpressions;
using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Systemd;

/// <summary>What every unit must have.</summary>
internal static partial class UnitRules
{
    private static readonly string[] Hardening =
    [
        "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true", "PrivateDevices=true", "NoNewPrivileges=true",
        "ProtectKernelTunables=true", "ProtectKernelModules=true", "ProtectControlGroups=true", "RestrictSUIDSGID=true",
        "RestrictNamespaces=true", "LockPersonality=true", "CapabilityBoundingSet=", "SystemCallFilter=@system-service",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    ];

    public static IEnumerable<string> Check(string text)
    {
        var lines = text.Split('\n').Where(line => !line.StartsWith('#')).ToArray();
        foreach (var line in Hardening.Except(lines))
        {
            yield return $"lacks {line}";
        }

        if (One(lines, "User") is null or "root" or "0")
        {
            yield return "runs as root";
        }

        if ((One(lines, "Type"), One(lines, "Restart"), One(lines, "RestartPreventExitStatus")) is not ("exec", "on-failure", "2"))
        {
            yield return "is not started again where that helps, or where it does not";
        }

        if (One(lines, "EnvironmentFile") is not { } file || file.StartsWith('-'))
        {
            yield return "no file for settings and secrets";
        }

        if (!(int.TryParse(One(lines, "LimitNOFILE"), CultureInfo.InvariantCulture, out var files) && files >= 65_536))
        {
            yield return "too few open files";
        }

        var environment = lines.Where(line => line.StartsWith("Environment=", StringComparison.Ordinal)).Select(line => line.Split('=', 3));
        var (options, findings) = Settings.Read(environment.Select(parts => KeyValuePair.Create(parts[1], parts[2])), hasSecrets: true);
        foreach (var finding in findings)
        {
            yield return finding;
        }

        var stop = One(lines, "TimeoutStopSec");
        if (!(int.TryParse(stop, CultureInfo.InvariantCulture, out var seconds) && seconds > options.Limits.DrainTimeout.TotalSeconds))
        {
            yield return "is killed before it has drained";
        }

        var project = Program().Match(One(lines, "ExecStart") ?? "").Groups[1].Value;
        if (!File.Exists(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")))
        {
            yield return "starts no program of ours";
        }
    }

    private static string? One(string[] lines, string key) =>
        lines.SingleOrDefault(line => line.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];

    [GeneratedRegex(@"^/usr/bin/dotnet /opt/eventplatform/\w+/EventPlatform\.(\w+)\.dll\z")]
    private static partial Regex Program();
}
