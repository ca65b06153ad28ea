namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>All that manifests are checked for.</summary>
internal static class AllRules
{
    public static IReadOnlyList<string> Check(Manifests manifests) =>
    [
        .. PodRules.Check(manifests), .. SettingRules.Check(manifests), .. SelectorRules.Check(manifests), .. SecretRules.Check(manifests),
    ];
}
