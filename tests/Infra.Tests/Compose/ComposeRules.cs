using System.Globalization;
using System.Text.RegularExpressions;
using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Compose;

/// <summary>What every service of a compose file must have.</summary>
internal static partial class ComposeRules
{
    private const int DefaultGrace = 10;

    public static IReadOnlyList<string> Check(string text)
    {
        var file = new ComposeFile(text);
        return
        [
            .. file.Services.SelectMany(each => Hardening(each.Service)
                .Concat(Life(file, each.Service))
                .Concat(Secrets(file, each.Service))
                .Concat(Ports(each.Service))
                .Select(finding => $"{each.Name}: {finding}")),
            .. Proxies(file),
        ];
    }

    private static IEnumerable<string> Hardening(Node service)
    {
        if (service["read_only"].Text != "true")
        {
            yield return "may write to its image";
        }

        if (!service["cap_drop"].Texts.SequenceEqual(["ALL"]) || service["cap_add"].Exists || service["privileged"].Exists)
        {
            yield return "has capabilities";
        }

        if (!service["security_opt"].Texts.Contains("no-new-privileges:true"))
        {
            yield return "may get privileges";
        }

        if (!UserNumber().IsMatch(service["user"].Text ?? ""))
        {
            yield return "no user by number, other than root";
        }

        if (!service["mem_limit"].Exists)
        {
            yield return "no limit of memory";
        }

        if (!Images.IsPinned(service["image"].Text))
        {
            yield return $"image {service["image"].Text} of no release";
        }

        if (service["build.dockerfile"].Text is { } path && !File.Exists(Path.Combine(Repository.Root, path)))
        {
            yield return $"{path} is not there";
        }
    }

    private static IEnumerable<string> Life(ComposeFile file, Node service)
    {
        var isOnce = service["restart"].Text == "no";
        if (!isOnce && !service["healthcheck.test"].Exists && !service["build.dockerfile"].Exists)
        {
            yield return "no health check of its own or of an image of ours";
        }

        if (!isOnce && service["healthcheck.disable"].Exists)
        {
            yield return "its health check is off";
        }

        foreach (var (name, dependency) in service["depends_on"].Members)
        {
            var other = file.Root["services"].Member(name);
            if (!other.Exists)
            {
                yield return $"waits for {name}, which is not there";
            }
            else if (dependency["condition"].Text != (other["restart"].Text == "no" ? "service_completed_successfully" : "service_healthy"))
            {
                yield return $"waits for {name} only until it has started";
            }
        }

        var grace = service["stop_grace_period"].Text is { } text
            ? int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture)
            : DefaultGrace;
        var (options, findings) = Settings.Read(service["environment"].Pairs(), service["secrets"].Texts.Contains("eventplatform"));
        if (grace <= options.Limits.DrainTimeout.TotalSeconds)
        {
            yield return "is killed before it has drained";
        }

        foreach (var finding in findings)
        {
            yield return finding;
        }
    }

    private static IEnumerable<string> Secrets(ComposeFile file, Node service)
    {
        foreach (var name in service["secrets"].Texts)
        {
            if (!(file.Root["secrets"].Member(name)["file"].Text?.StartsWith("./secrets/", StringComparison.Ordinal) ?? false))
            {
                yield return $"secret {name} is no file that is not committed";
            }
        }

        foreach (var (name, value) in service["environment"].Pairs())
        {
            if (Settings.IsSecret(name))
            {
                yield return $"{name}: a secret as a literal";
            }
            else if (name.EndsWith("_FILE", StringComparison.Ordinal) && !service["secrets"].Texts.Contains(Path.GetFileName(value)))
            {
                yield return $"{name}: {value} is no secret of its own";
            }
        }
    }

    private static IEnumerable<string> Ports(Node service)
    {
        foreach (var port in service["ports"].Texts)
        {
            var parts = port.Split(':');
            if (parts is not ["127.0.0.1", var outside, var inside] || outside != inside)
            {
                yield return $"port {port} is open to others by itself";
            }
        }
    }

    /// <summary>Gateways trust the load balancer's address and no other, and let its lines in.</summary>
    private static IEnumerable<string> Proxies(ComposeFile file)
    {
        var address = file.Root["services.haproxy.networks.outside.ipv4_address"].Text;
        foreach (var (name, service) in file.Services.Where(each => each.Name.StartsWith("gateway", StringComparison.Ordinal)))
        {
            var settings = service["environment"].Pairs();
            var trusted = settings.Where(pair => pair.Key.StartsWith("Access__TrustedProxies__", StringComparison.Ordinal));
            if (!trusted.Select(pair => pair.Value).SequenceEqual([address!]) || settings.GetValueOrDefault("Access__Status__0") != address)
            {
                yield return $"{name}: trusts another proxy than {address}";
            }
        }
    }

    [GeneratedRegex(@"^[1-9]\d*:[1-9]\d*\z")]
    private static partial Regex UserNumber();
}
