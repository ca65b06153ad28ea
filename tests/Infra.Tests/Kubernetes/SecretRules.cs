namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>Secrets come from somewhere, and never stand in a manifest.</summary>
internal static class SecretRules
{
    public static IEnumerable<string> Check(Manifests manifests) => Literals(manifests).Concat(Missing(manifests));

    /// <summary>Of a kustomization: secrets are made from files that are not committed.</summary>
    public static IEnumerable<string> CheckSources(Node kustomization)
    {
        foreach (var secret in kustomization["secretGenerator"].Items)
        {
            var name = secret["name"].Text;
            if (secret["literals"].Exists || secret["envs"].Exists)
            {
                yield return $"secret {name}: from something else than files";
            }

            foreach (var file in Files(secret).Where(file => !file.StartsWith("secrets/", StringComparison.Ordinal)))
            {
                yield return $"secret {name}: {file} would be committed";
            }
        }
    }

    /// <summary>Files that a secret is made from.</summary>
    public static IEnumerable<string> Files(Node secret) => secret["files"].Texts.Select(file => file.Split('=')[^1]);

    private static IEnumerable<string> Literals(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        from variable in container["env"].Items
        let name = variable["name"].Text!
        where Settings.IsSecret(name) && variable["value"].Exists
        select $"{workload}: {name}: a secret as a literal";

    private static IEnumerable<string> Missing(Manifests manifests)
    {
        var given = manifests.Of("Secret").Select(secret => secret.Name)
            .Concat(manifests.Of("ExternalSecret").Select(secret => secret.Spec["target.name"].Text))
            .ToArray();
        return from workload in manifests.Workloads
               from volume in workload.Template["spec.volumes"].Items
               let name = volume["secret.secretName"].Text
               where name is not null && !given.Contains(name)
               select $"{workload}: nobody gives the secret {name}";
    }
}
