using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>Every overlay as it would be applied, with files in the place of the secrets that are not committed.</summary>
public sealed class OverlayTests
{
    private const string Folder = "infra/kubernetes";

    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Path.Combine(Repository.Root, Folder, "overlays"))
        .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Kustomizations => [.. Repository.Files(Folder, "/kustomization.yaml")];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Overlay_Rendered_KeepsAllRules(string overlay)
    {
        var manifests = await Render(overlay);

        Assert.Equal(3, manifests.Platform.Count());
        Assert.Empty(AllRules.Check(manifests));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Overlay_Rendered_IsInOneNamespace(string overlay)
    {
        var manifests = await Render(overlay);

        Assert.DoesNotContain(
            manifests.Objects, each => each.Kind != "Namespace" && each.Root["metadata.namespace"].Text != "eventplatform");
    }

    [Theory]
    [InlineData("self-hosted")]
    [InlineData("azure")]
    public async Task Overlay_OfAService_HasTlsAndScalesAndIsWatched(string overlay)
    {
        var manifests = await Render(overlay);
        var settings = manifests.Platform.Single(each => each.Name == "gateway").Containers.SelectMany(manifests.Environment).ToArray();

        Assert.Contains(settings, setting => setting is { Key: "Tls__Required", Value: "true" });
        Assert.Contains(settings, setting => setting.Key == "Cluster__Tls__Authority");
        Assert.Single(manifests.Of("HorizontalPodAutoscaler"));
        Assert.Single(manifests.Of("ServiceMonitor"));
    }

    [Theory]
    [MemberData(nameof(Kustomizations))]
    public void Secrets_ComeFromFilesThatAreNotCommitted(string path)
    {
        Assert.Contains("infra/kubernetes/overlays/*/secrets/", Repository.Lines(".gitignore"));
        Assert.Empty(SecretRules.CheckSources(Node.Load(Repository.Read(path)).Single()));
    }

    [Theory]
    [InlineData("secretGenerator: [{name: a, literals: [password=hunter2]}]", "secret a: from something else than files")]
    [InlineData("secretGenerator: [{name: a, files: [settings.json]}]", "secret a: settings.json would be committed")]
    public void CheckSources_SecretInTheRepository_IsFound(string kustomization, string finding) =>
        Assert.Contains(finding, SecretRules.CheckSources(Node.Load(kustomization).Single()));

    [Fact]
    public async Task HealthPaths_AreThoseOfTheManagementPort()
    {
        var probes = (await Render("local")).Platform.Where(each => each.Kind != "Job").SelectMany(each => each.Containers)
            .SelectMany(each => new[] { each["livenessProbe"], each["readinessProbe"], each["startupProbe"] }).ToArray();

        Assert.Equal(6, probes.Length);
        Assert.All(probes, probe => Assert.Matches(@"^/healthz/(live|ready)\z", probe["httpGet.path"].Text));
    }

    private static async Task<Manifests> Render(string overlay)
    {
        var copy = Directory.CreateTempSubdirectory("infra-tests-");
        try
        {
            foreach (var path in Repository.Files(Folder))
            {
                var to = Path.Combine(copy.FullName, Path.GetRelativePath(Folder, path));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                await File.WriteAllTextAsync(to, Repository.Read(path));
            }

            var folder = Path.Combine(copy.FullName, "overlays", overlay);
            var text = await File.ReadAllTextAsync(Path.Combine(folder, "kustomization.yaml"));
            foreach (var file in Node.Load(text).Single()["secretGenerator"].Items.SelectMany(SecretRules.Files))
            {
                var secret = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(secret)!);
                await File.WriteAllTextAsync(secret, "not a secret");
            }

            var (code, output, errors) = await Tool.Run("kubectl", "kubernetes-client", ["kustomize", folder]);
            if (code != 0 && errors.Contains("json: unknown field", StringComparison.Ordinal))
            {
                Tool.Missing("kubectl 1.21 or newer, which knows what a kustomization may say today");
            }

            Assert.Equal((0, ""), (code, errors));
            return Manifests.Load(output);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
