namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>Objects that are applied together.</summary>
internal sealed class Manifests
{
    private Manifests(IReadOnlyList<KubernetesObject> objects) => Objects = objects;

    public IReadOnlyList<KubernetesObject> Objects { get; }

    public IEnumerable<KubernetesObject> Workloads => Objects.Where(each => each.MakesPods);

    /// <summary>Those that run the platform's own program.</summary>
    public IEnumerable<KubernetesObject> Platform => Workloads.Where(each => each.Containers.Any(IsPlatform));

    public static Manifests Load(string text) => new([.. Node.Load(text).Select(node => new KubernetesObject(node))]);

    public IEnumerable<KubernetesObject> Of(string kind) => Objects.Where(each => each.Kind == kind);

    public static bool IsPlatform(Node container) => container["image"].Text?.Contains("eventplatform/", StringComparison.Ordinal) ?? false;

    /// <summary>Variables of a container; what comes from a pod's own facts has a value that such a fact may have.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment(Node container)
    {
        var maps = container["envFrom"].Items.Select(source => source["configMapRef.name"].Text);
        var shared = maps.SelectMany(name => Of("ConfigMap").Single(map => map.Name == name).Root["data"].Pairs());
        return shared.Concat(container["env"].Items.Select(variable => KeyValuePair.Create(
            variable["name"].Text!, variable["valueFrom.fieldRef"].Exists ? "192.0.2.1" : variable["value"].Text ?? "")));
    }

    /// <summary>Workloads whose pods a selector selects; a selector that is missing selects none, an empty one all.</summary>
    public IEnumerable<KubernetesObject> Selected(Node selector) =>
        selector.Exists ? Workloads.Where(each => Selects(selector, each.PodLabels)) : [];

    /// <summary>
    /// Whether a selector, with <c>matchLabels</c> and <c>matchExpressions</c> or of plain labels, selects what has these labels.
    /// </summary>
    public static bool Selects(Node selector, IReadOnlyDictionary<string, string> labels)
    {
        var isPlain = !selector["matchLabels"].Exists && !selector["matchExpressions"].Exists;
        var pairs = (isPlain ? selector : selector["matchLabels"]).Pairs();
        return pairs.All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value)
            && selector["matchExpressions"].Items.All(expression => expression["operator"].Text switch
            {
                "In" => expression["values"].Texts.Contains(labels.GetValueOrDefault(expression["key"].Text!)),
                "Exists" => labels.ContainsKey(expression["key"].Text!),
                var other => throw new InvalidOperationException($"operator {other}"),
            });
    }
}
