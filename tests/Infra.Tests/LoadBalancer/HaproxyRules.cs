using System.Globalization;
using System.Text.RegularExpressions;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Infra.Tests.LoadBalancer;

/// <summary>Whether the load balancer's configuration fits the gateways it is for.</summary>
internal static partial class HaproxyRules
{
    public static IReadOnlyList<string> Check(string text)
    {
        var sections = Sections(text);
        var options = new PlatformOptions();
        var ports = Listener.All
            .Where(listener => listener.IsOn(options.Listeners) && listener != Listener.Management)
            .Select(listener => listener.Port(options.Listeners).ToString(CultureInfo.InvariantCulture));
        return
        [
            .. ports.SelectMany(port => Door(sections, port)),
            .. Defaults(sections.Single(section => section.Name == "defaults").Lines, options),
        ];
    }

    private static IEnumerable<string> Door((string Name, string[] Lines)[] sections, string port)
    {
        var door = sections.FirstOrDefault(section => section.Lines.Contains($"bind :{port}"));
        if (door.Lines is null)
        {
            yield return $"nobody listens on {port}";
            yield break;
        }

        if (!door.Lines.Any(line => line.EndsWith("unless client", StringComparison.Ordinal)))
        {
            yield return $"{door.Name}: lets everybody in";
        }

        if (door.Lines.Contains("mode http") && !door.Lines.Contains("option forwardfor"))
        {
            yield return $"{door.Name}: does not say who the client is";
        }

        var to = door.Lines.Select(line => BackendName().Match(line)).Single(match => match.Success).Groups[1].Value;
        var servers = sections.Single(section => section.Name == $"backend {to}").Lines
            .Where(line => line.StartsWith("server ", StringComparison.Ordinal)).ToArray();
        foreach (var gateway in new[] { "gateway-1", "gateway-2" })
        {
            if (!servers.Contains($"server {gateway} {gateway}:{port}"))
            {
                yield return $"{door.Name}: does not lead to {gateway} at {port}";
            }
        }
    }

    private static IEnumerable<string> Defaults(string[] lines, PlatformOptions options)
    {
        if (!lines.Contains("balance leastconn"))
        {
            yield return "connections that stay are not shared by their number";
        }

        if (!lines.Any(line => line.StartsWith("default-server check ", StringComparison.Ordinal)
                && line.Contains($" port {options.Listeners.Management} ", StringComparison.Ordinal))
            || !lines.Contains("option httpchk GET /healthz/ready"))
        {
            yield return "does not ask gateways whether they are ready";
        }

        foreach (var side in new[] { "client", "server" })
        {
            var found = lines.Select(line => Minutes().Match(line)).FirstOrDefault(match => match.Groups[1].Value == side);
            if (!(int.TryParse(found?.Groups[2].Value, CultureInfo.InvariantCulture, out var minutes)
                && minutes > options.Limits.IdleTimeout.TotalMinutes))
            {
                yield return $"timeout {side} ends connections before the gateway does";
            }
        }
    }

    private static (string Name, string[] Lines)[] Sections(string text)
    {
        var lines = text.Split('\n').Where(line => line.Length > 0 && !line.TrimStart().StartsWith('#')).ToArray();
        return
        [
            .. lines.Index().Where(line => !char.IsWhiteSpace(line.Item[0])).Select(head => (
                head.Item,
                lines.Skip(head.Index + 1).TakeWhile(line => char.IsWhiteSpace(line[0])).Select(line => line.Trim()).ToArray())),
        ];
    }

    [GeneratedRegex(@"^default_backend (\S+)\z")]
    private static partial Regex BackendName();

    [GeneratedRegex(@"^timeout (client|server) (\d+)m\z")]
    private static partial Regex Minutes();
}
