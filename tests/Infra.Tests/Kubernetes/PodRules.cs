using System.Globalization;

namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>What every pod must have.</summary>
internal static class PodRules
{
    public static IEnumerable<string> Check(Manifests manifests) => manifests.Workloads.SelectMany(workload =>
        Pod(workload).Concat(Rollout(workload)).Concat(workload.Containers.SelectMany(each => Container(workload, each)))
            .Select(finding => $"{workload}: {finding}"));

    private static IEnumerable<string> Pod(KubernetesObject workload)
    {
        var pod = workload.Template["spec"];
        var context = pod["securityContext"];
        if (context["runAsNonRoot"].Text != "true" || !(int.TryParse(context["runAsUser"].Text, out var user) && user > 0))
        {
            yield return "may run as root";
        }

        if (context["seccompProfile.type"].Text != "RuntimeDefault")
        {
            yield return "no seccomp profile";
        }

        if (pod["automountServiceAccountToken"].Text != "false")
        {
            yield return "is given a token of Kubernetes";
        }

        var claims = workload.Spec["volumeClaimTemplates"].Items.Select(claim => claim["metadata.name"].Text);
        var volumes = pod["volumes"].Items.Select(volume => volume["name"].Text).Concat(claims).ToArray();
        foreach (var mount in workload.Containers.SelectMany(container => container["volumeMounts"].Items))
        {
            if (!volumes.Contains(mount["name"].Text))
            {
                yield return $"no volume {mount["name"].Text}";
            }
        }
    }

    private static IEnumerable<string> Rollout(KubernetesObject workload)
    {
        if (workload.Kind != "Deployment")
        {
            yield break;
        }

        if (workload.Spec["strategy.rollingUpdate.maxUnavailable"].Text != "0")
        {
            yield return "a rollout takes pods away before it has new ones";
        }

        if (!(int.TryParse(workload.Spec["minReadySeconds"].Text, CultureInfo.InvariantCulture, out var seconds) && seconds >= 30))
        {
            yield return "minReadySeconds below 30";
        }

        if (!workload.Template["spec.topologySpreadConstraints"].Exists)
        {
            yield return "all pods may be on one node";
        }
    }

    private static IEnumerable<string> Container(KubernetesObject workload, Node container)
    {
        var context = container["securityContext"];
        string[] wanted = workload.Kind == "Job" ? [] : ["startupProbe", "readinessProbe", "livenessProbe"];
        foreach (var probe in wanted)
        {
            var port = container[probe]["httpGet.port"].Text;
            if (!container[probe].Exists)
            {
                yield return $"no {probe}";
            }
            else if (port is not null && !workload.Ports.ContainsKey(port))
            {
                yield return $"{probe} asks a port {port} that is not there";
            }
        }

        foreach (var resource in new[] { "requests.cpu", "requests.memory", "limits.memory" })
        {
            if (!container["resources"][resource].Exists)
            {
                yield return $"no {resource}";
            }
        }

        if (container["resources.limits.cpu"].Exists)
        {
            yield return "a limit of CPU, by which it misses its signs of life";
        }

        if (context["readOnlyRootFilesystem"].Text != "true")
        {
            yield return "may write to its image";
        }

        if (context["allowPrivilegeEscalation"].Text != "false" || !context["capabilities.drop"].Texts.SequenceEqual(["ALL"]))
        {
            yield return "has or may get privileges";
        }

        if (!Images.IsPinned(container["image"].Text))
        {
            yield return $"image {container["image"].Text} of no release";
        }
    }
}
