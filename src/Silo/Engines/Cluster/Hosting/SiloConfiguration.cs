using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventPlatform.Grains;
using EventPlatform.Management;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace EventPlatform.Silo.Hosting;

/// <summary>
/// The settings of a silo's process. Sources as for a gateway, so that both may have one file: the file beside the program,
/// <c>--config</c>, environment, command line. The sections a silo reads are checked as strictly; those of front ends are not its own.
/// </summary>
internal static class SiloConfiguration
{
    private static readonly string[] ClusterKeys =
    [
        nameof(ClusterSettings.Id), nameof(ClusterSettings.Service), nameof(ClusterSettings.ConnectionString), nameof(ClusterSettings.Role),
        nameof(ClusterSettings.SiloPort), nameof(ClusterSettings.GatewayPort), nameof(ClusterSettings.AdvertisedAddress),
        nameof(ClusterSettings.Tls),
    ];

    private static readonly string[] TlsKeys =
        [nameof(ClusterTlsSettings.Certificate), nameof(ClusterTlsSettings.Key), nameof(ClusterTlsSettings.Authority)];

    /// <summary>Gateways read the second one.</summary>
    private static readonly string[] EventKeys = [nameof(EventOptions.Partitions), "RequireAnswer"];

    /// <summary>Gateways read the others.</summary>
    private static readonly string[] ListenerKeys =
    [
        nameof(ListenerSettings.Management), nameof(ListenerSettings.ManagementBind), "Bind", "Http", "Https", "ExternalApi",
        "ExternalApiTls", "ExternalApiTcp", "ExternalApiTcpTls", "Status", "StatusTls",
    ];

    private const string Cluster = ClusterSettings.Section;
    private const string Listeners = ListenerSettings.Section;
    private const string Otlp = OtlpSettings.Section;
    private const string Endpoint = nameof(OtlpSettings.Endpoint);

    /// <summary>Sections that a silo reads.</summary>
    internal static IReadOnlyList<string> Sections { get; } = [Cluster, EventOptions.Section, Listeners, Otlp, "Logging"];

    /// <exception cref="SettingException">A source cannot be read, or a setting of a silo is unknown or wrong.</exception>
    internal static IConfigurationRoot Read(SiloArguments arguments)
    {
        var builder = new ConfigurationBuilder();
        var program = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (File.Exists(program))
        {
            AddFile(builder, program);
        }

        if (arguments.ConfigFile is { } file)
        {
            AddFile(builder, Path.GetFullPath(file));
        }

        var last = arguments.Settings.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(same => same.Last());
        var root = builder.AddEnvironmentVariables().AddInMemoryCollection(last).Build();
        Check(root);
        return root;
    }

    private static void AddFile(ConfigurationBuilder builder, string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(bytes)).Build();
            builder.AddJsonStream(new MemoryStream(bytes));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new SettingException(path, "is no JSON object with each name once");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(path, "cannot be read");
        }
    }

    private static void Check(IConfigurationRoot root)
    {
        CheckKeys(root, Cluster, ClusterKeys);
        CheckKeys(root, $"{Cluster}:{nameof(ClusterSettings.Tls)}", TlsKeys);
        CheckKeys(root, EventOptions.Section, EventKeys);
        CheckKeys(root, Listeners, ListenerKeys);
        CheckKeys(root, Otlp, [Endpoint]);
        CheckText(root, nameof(ClusterSettings.Id));
        CheckText(root, nameof(ClusterSettings.Service));
        CheckNumber(root, $"{Cluster}:{nameof(ClusterSettings.SiloPort)}", 1, IPEndPoint.MaxPort);
        CheckNumber(root, $"{Cluster}:{nameof(ClusterSettings.GatewayPort)}", 1, IPEndPoint.MaxPort);
        CheckNumber(root, $"{Listeners}:{nameof(ListenerSettings.Management)}", 0, IPEndPoint.MaxPort);
        CheckAddress(root, $"{Listeners}:{nameof(ListenerSettings.ManagementBind)}");
        CheckEndpoint(root, $"{Otlp}:{Endpoint}");
        CheckNumber(root, $"{EventOptions.Section}:{nameof(EventOptions.Partitions)}", 1, 16);
        CheckPorts(root);
        if (Value(root, $"{Cluster}:{nameof(ClusterSettings.Role)}") is { } role and not "silo")
        {
            throw new SettingException(
                $"{Cluster}:{nameof(ClusterSettings.Role)}",
                $"'{role}' is not allowed in a silo's process; allowed: silo (the gateway's program is a gateway, or both)");
        }
    }

    private static void CheckKeys(IConfigurationRoot root, string section, string[] known)
    {
        // The environment has names of its own, which are nobody's mistake; a file or an argument that says Cluster=... is one.
        if (root.Providers.Any(provider =>
            provider is not EnvironmentVariablesConfigurationProvider
            && provider.TryGet(section, out var text)
            && !string.IsNullOrEmpty(text)))
        {
            throw new SettingException(section, $"the value is not allowed; allowed: keys below it: {string.Join(", ", known)}");
        }

        foreach (var child in root.GetSection(section).GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new SettingException(child.Path, $"unknown key; allowed: {string.Join(", ", known)}");
            }

            var isSection = child.Key.Equals(nameof(ClusterSettings.Tls), StringComparison.OrdinalIgnoreCase);
            if (!isSection && child.GetChildren().FirstOrDefault() is { } below)
            {
                throw new SettingException(below.Path, $"unknown key; allowed: {child.Path} has one value");
            }
        }
    }

    private static void CheckText(IConfigurationRoot root, string key)
    {
        if (root.GetSection($"{Cluster}:{key}").Value is { Length: 0 })
        {
            throw new SettingException($"{Cluster}:{key}", "'' is not allowed; allowed: a text that is not empty");
        }
    }

    private static void CheckNumber(IConfigurationRoot root, string key, int min, int max)
    {
        if (root.GetSection(key).Value is { } text
            && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number < min || number > max))
        {
            throw new SettingException(key, $"'{text}' is not allowed; allowed: a whole number from {min} to {max}");
        }
    }

    private static void CheckAddress(IConfigurationRoot root, string key)
    {
        // Parsing takes "1" too, for 0.0.0.1.
        if (Value(root, key) is { } text
            && (!IPAddress.TryParse(text, out var address)
                || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text)))
        {
            throw new SettingException(key, $"'{text}' is not allowed; allowed: an IP address");
        }
    }

    private static void CheckEndpoint(IConfigurationRoot root, string key)
    {
        if (Value(root, key) is { Length: > 0 } text
            && (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            throw new SettingException(key, $"'{text}' is not allowed; allowed: an absolute address, http or https");
        }
    }

    private static void CheckPorts(IConfigurationRoot root)
    {
        var settings = ListenerSettings.Of(root);
        var cluster = root.GetSection(Cluster).Get<ClusterSettings>() ?? new ClusterSettings();
        (string Key, int Port)[] ports =
        [
            ($"{Cluster}:{nameof(ClusterSettings.SiloPort)}", cluster.SiloPort),
            ($"{Cluster}:{nameof(ClusterSettings.GatewayPort)}", cluster.GatewayPort),
        ];
        if (ports.FirstOrDefault(port => port.Port == settings.Management) is { Key: { } key })
        {
            throw new SettingException(
                ManagementServer.Key, $"port {settings.Management} is used by {key} already; a port may stand only once");
        }
    }

    private static string? Value(IConfigurationRoot root, string key) => root.GetSection(key).Value;
}
