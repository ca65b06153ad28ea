using System.Globalization;
using System.Net;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>What the platform's own containers are told, and whether the rest of the manifest agrees with it.</summary>
internal static class SettingRules
{
    public static IEnumerable<string> Check(Manifests manifests) =>
        from workload in manifests.Platform
        from container in workload.Containers.Where(Manifests.IsPlatform)
        from finding in Container(manifests, workload, container)
        select $"{workload}: {finding}";

    private static IEnumerable<string> Container(Manifests manifests, KubernetesObject workload, Node container)
    {
        var environment = manifests.Environment(container).ToArray();
        var hasSecrets = container["args"].Texts.Contains("--config");
        var (options, findings) = Settings.Read(environment, hasSecrets);
        foreach (var finding in findings)
        {
            yield return finding;
        }

        if (!hasSecrets)
        {
            yield return "no file with secrets";
        }

        if (workload.Kind == "Job")
        {
            yield break;
        }

        var isGateway = workload.Name == "gateway";
        foreach (var difference in Ports(options, isGateway).Except(workload.Ports.Values))
        {
            yield return $"listens on {difference}, which is no port of its container";
        }

        foreach (var difference in workload.Ports.Values.Except(Ports(options, isGateway)))
        {
            yield return $"does not listen on {difference}, a port of its container";
        }

        if (!options.Listeners.ManagementBind.Equals(IPAddress.Any))
        {
            yield return "probes do not reach its management port";
        }

        if (!isGateway && !environment.Any(variable => variable.Key == "Cluster__AdvertisedAddress"))
        {
            yield return "advertises no address of its own";
        }

        var pause = Seconds(container["lifecycle.preStop.sleep.seconds"]);
        var grace = Seconds(workload.Template["spec.terminationGracePeriodSeconds"]);
        if (isGateway && grace <= options.Limits.DrainTimeout.TotalSeconds + pause)
        {
            yield return "is killed before it has drained";
        }
    }

    private static IEnumerable<string> Ports(PlatformOptions options, bool isGateway)
    {
        var clients = Listener.All.Where(listener => listener.IsOn(options.Listeners)).Select(listener => listener.Port(options.Listeners));
        int[] silo = [options.Cluster.SiloPort, options.Cluster.GatewayPort, options.Listeners.Management];
        return (isGateway ? clients : silo).Select(port => port.ToString(CultureInfo.InvariantCulture));
    }

    private static int Seconds(Node node) => node.Text is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
