namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>An object of a manifest.</summary>
internal sealed class KubernetesObject(Node root)
{
    public Node Root { get; } = root;

    public string Kind => Root["kind"].Text ?? "";

    public string Name => Root["metadata.name"].Text ?? "";

    public Node Spec => Root["spec"];

    public IReadOnlyDictionary<string, string> Labels => Root["metadata.labels"].Pairs();

    /// <summary>What its pods are made from; empty where it makes none.</summary>
    public Node Template => Spec["template"];

    public IReadOnlyDictionary<string, string> PodLabels => Template["metadata.labels"].Pairs();

    public bool MakesPods => Template["spec.containers"].Exists;

    public IEnumerable<Node> Containers => Template["spec.containers"].Items.Concat(Template["spec.initContainers"].Items);

    /// <summary>Ports of its containers by name.</summary>
    public IReadOnlyDictionary<string, string> Ports => Containers
        .SelectMany(container => container["ports"].Items)
        .ToDictionary(port => port["name"].Text ?? "", port => port["containerPort"].Text ?? "", StringComparer.Ordinal);

    public override string ToString() => $"{Kind} {Name}";
}
