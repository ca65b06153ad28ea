namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>What selects, selects what is there; what names, names what is there.</summary>
internal static class SelectorRules
{
    public static IEnumerable<string> Check(Manifests manifests) => Workloads(manifests)
        .Concat(Services(manifests))
        .Concat(Budgets(manifests))
        .Concat(Policies(manifests))
        .Concat(Scalers(manifests))
        .Concat(Monitors(manifests));

    private static IEnumerable<string> Workloads(Manifests manifests) => manifests.Workloads
        .Where(each => each.Kind != "Job" && !manifests.Selected(each.Spec["selector"]).SequenceEqual([each]))
        .Select(each => $"{each}: its selector is not for its own pods alone");

    private static IEnumerable<string> Services(Manifests manifests)
    {
        foreach (var service in manifests.Of("Service"))
        {
            var selected = manifests.Selected(service.Spec["selector"]).ToArray();
            if (selected.Length != 1)
            {
                yield return $"{service}: selects pods of {selected.Length} kinds";
                continue;
            }

            foreach (var port in service.Spec["ports"].Items)
            {
                var number = selected[0].Ports.GetValueOrDefault(port["targetPort"].Text ?? "");
                if (number is null || number != port["port"].Text)
                {
                    yield return $"{service}: port {port["name"].Text} is {number ?? "missing"} at its pods";
                }
            }
        }
    }

    private static IEnumerable<string> Budgets(Manifests manifests)
    {
        foreach (var budget in manifests.Of("PodDisruptionBudget"))
        {
            if (manifests.Selected(budget.Spec["selector"]).Count() != 1)
            {
                yield return $"{budget}: selects no pods, or of several kinds";
            }
        }

        foreach (var workload in manifests.Of("Deployment"))
        {
            if (!manifests.Of("PodDisruptionBudget").Any(budget => Manifests.Selects(budget.Spec["selector"], workload.PodLabels)))
            {
                yield return $"{workload}: no disruption budget";
            }
        }
    }

    private static IEnumerable<string> Policies(Manifests manifests)
    {
        foreach (var policy in manifests.Of("NetworkPolicy"))
        {
            var targets = manifests.Selected(policy.Spec["podSelector"]).ToArray();
            if (targets.Length == 0)
            {
                yield return $"{policy}: selects no pods";
            }

            var ingress = policy.Spec["ingress"].Items.SelectMany(rule => Rule(manifests, rule, "from", targets));
            var egress = policy.Spec["egress"].Items.SelectMany(rule => Rule(manifests, rule, "to", []));
            foreach (var finding in ingress.Concat(egress))
            {
                yield return $"{policy}: {finding}";
            }
        }

        // A pod that no policy of a direction selects is open in that direction.
        foreach (var workload in manifests.Workloads)
        {
            foreach (var direction in new[] { "Ingress", "Egress" })
            {
                if (!manifests.Of("NetworkPolicy").Any(policy =>
                    policy.Spec["policyTypes"].Texts.Contains(direction)
                    && Manifests.Selects(policy.Spec["podSelector"], workload.PodLabels)))
                {
                    yield return $"{workload}: {direction} is open";
                }
            }
        }
    }

    private static IEnumerable<string> Rule(Manifests manifests, Node rule, string peers, IReadOnlyList<KubernetesObject> targets)
    {
        var others = rule[peers].Items.Where(peer => peer["podSelector"].Exists && !peer["namespaceSelector"].Exists).ToArray();
        if (others.Any(peer => !manifests.Selected(peer["podSelector"]).Any()))
        {
            yield return $"{peers}: selects no pods";
        }

        var reached = peers == "from" ? targets : [.. others.SelectMany(peer => manifests.Selected(peer["podSelector"]))];
        foreach (var port in rule["ports"].Items.Select(port => port["port"].Text!))
        {
            if (!int.TryParse(port, out _) && !reached.Any(each => each.Ports.ContainsKey(port)))
            {
                yield return $"no port {port}";
            }
        }
    }

    private static IEnumerable<string> Scalers(Manifests manifests)
    {
        foreach (var scaler in manifests.Of("HorizontalPodAutoscaler"))
        {
            var target = manifests.Of(scaler.Spec["scaleTargetRef.kind"].Text ?? "")
                .FirstOrDefault(each => each.Name == scaler.Spec["scaleTargetRef.name"].Text);
            if (target is null)
            {
                yield return $"{scaler}: scales nothing";
            }
            else if (target.Spec["replicas"].Exists)
            {
                yield return $"{scaler}: {target} says how many too";
            }
        }
    }

    private static IEnumerable<string> Monitors(Manifests manifests)
    {
        foreach (var monitor in manifests.Of("ServiceMonitor"))
        {
            var services = manifests.Of("Service").Where(each => Manifests.Selects(monitor.Spec["selector"], each.Labels)).ToArray();
            var asked = monitor.Spec["endpoints"].Items.Select(endpoint => endpoint["port"].Text).ToArray();
            var pods = services
                .Where(each => each.Spec["ports"].Items.Any(port => asked.Contains(port["name"].Text)))
                .SelectMany(each => manifests.Selected(each.Spec["selector"]));
            foreach (var missed in manifests.Platform.Where(each => each.Kind != "Job").Except(pods))
            {
                yield return $"{monitor}: does not see {missed}";
            }
        }
    }
}
