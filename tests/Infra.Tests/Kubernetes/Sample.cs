using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>Manifests that keep all rules: the files of the base and of two components, with what an overlay adds.</summary>
internal static class Sample
{
    private const string Added = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data:
          Listeners__ManagementBind: 0.0.0.0
          Cluster__Id: default
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: gateway-settings}
        data:
          Listeners__Bind: 0.0.0.0
          Limits__DrainTimeout: 00:01:00
          Access__Http__0: 10.0.0.0/8
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: eventplatform}
        spec: {target: {name: eventplatform}}
        """;

    private static readonly string[] Files =
    [
        .. Repository.Files("infra/kubernetes/base", ".yaml")
            .Where(path => !path.EndsWith("/kustomization.yaml", StringComparison.Ordinal)),
        "infra/kubernetes/components/monitoring/service-monitor.yaml",
        "infra/kubernetes/components/autoscaling/autoscaler.yaml",
    ];

    public static string Text { get; } = string.Join("\n---\n", Files.Select(Content).Append(Added));

    private static string Content(string path)
    {
        var text = Repository.Read(path)
            .Replace("image: eventplatform/silo\n", "image: eventplatform/silo:0.1.0\n", StringComparison.Ordinal)
            .Replace("image: eventplatform/gateway\n", "image: eventplatform/gateway:0.1.0\n", StringComparison.Ordinal);
        return path.EndsWith("base/gateway.yaml", StringComparison.Ordinal)
            ? text.Replace("  replicas: 2\n", "", StringComparison.Ordinal)
            : text;
    }
}
