using System.Text.Json;
using EventPlatform.EndToEnd.Tests.Monitoring;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Hosting;
using YamlDotNet.Serialization;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What operators are given fits what a running gateway exports.</summary>
public sealed class MonitoringTests : IAsyncLifetime
{
    /// <summary>Made by Prometheus itself.</summary>
    private const string Up = "up";

    private static readonly string[] Severities = ["critical", "warning", "info"];
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "infra", "monitoring");

    private GatewayHost _host = null!;
    private Exposition _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        var ports = Ports.Free();
        var sources = new SettingsSources(AppContext.BaseDirectory, Arguments.Parse([.. ports.Arguments(), "--Data:Path=:memory:"]));
        _host = new GatewayHost(new LiveSettings(sources.Read, sources.Files), PlatformParts.Standard(), TextWriter.Null);
        await _host.Start(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        _metrics = new Exposition(await client.GetStringAsync(
            new Uri($"http://127.0.0.1:{ports.Management}/metrics"), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.Drain();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Documentation_Table_IsWhatIsExported()
    {
        var documented = DocumentedMetric.All;

        // Both ways: none without a meaning, and none that is not there any more.
        Assert.Equal(_metrics.Types.Keys, documented.Select(metric => metric.Name).Order(StringComparer.Ordinal));
        Assert.All(documented, metric => Assert.Equal(_metrics.Types[metric.Name], metric.Type));
        Assert.All(documented, metric => Assert.Subset(metric.Labels, _metrics.LabelsOf(metric.Name)));
    }

    [Fact]
    public void Dashboard_EveryExpression_NamesMetricsThatAreExported()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")));
        var expressions = Expressions(dashboard.RootElement).ToList();

        Assert.NotEmpty(expressions);
        Assert.Empty(expressions.SelectMany(Unknown));
    }

    [Fact]
    public void Alerts_EachRule_NamesMetricsThatAreExportedAndSaysWhatItIs()
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, List<AlertGroup>>>(
            File.ReadAllText(Path.Combine(Folder, "alerts.yaml")));
        var rules = file["groups"].SelectMany(group => group.Rules).ToList();

        Assert.NotEmpty(rules);
        Assert.Empty(rules.SelectMany(rule => Unknown(rule.Expr)));
        Assert.Equal(rules.Count, rules.Select(rule => rule.Alert).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty(rule.Annotations["summary"]);
            Assert.NotEmpty(rule.Annotations["description"]);
            Assert.Contains(rule.Labels["severity"], Severities);
        });
    }

    [Fact]
    public void Unknown_NameThatIsNotExported_IsFound() => Assert.Equal(
        ["ep_nothing_total", "ep_sessions_bucket"],
        Unknown("rate(ep_nothing_total[5m]) > ep_sessions + ep_sessions_bucket + ep_log_delay_seconds_bucket"));

    private IEnumerable<string> Unknown(string expression) =>
        PromQl.Metrics(expression).Where(name => name != Up && _metrics.Family(name) is null);

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "expr" ? [member.Value.GetString()!] : Expressions(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };
}
