using YamlDotNet.Serialization;

namespace EventPlatform.EndToEnd.Tests.Monitoring;

/// <summary>A group of a file of Prometheus' rules.</summary>
internal sealed class AlertGroup
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";

    [YamlMember(Alias = "rules")]
    public List<AlertRule> Rules { get; set; } = [];
}
