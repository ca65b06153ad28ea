namespace EventPlatform.Infra.Tests.Kubernetes;

/// <summary>Each rule finds what is wrong in manifests that are right but for that.</summary>
public sealed class RulesTests
{
    [Fact]
    public void Check_Sample_NothingIsFound() => Assert.Empty(AllRules.Check(Manifests.Load(Sample.Text)));

    [Theory]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false", "Deployment silo: may run as root")]
    [InlineData("runAsUser: 10001", "runAsUser: 0", "Deployment gateway: may run as root")]
    [InlineData("type: RuntimeDefault", "type: Unconfined", "Job migrate: no seccomp profile")]
    [InlineData(
        "automountServiceAccountToken: false",
        "automountServiceAccountToken: true",
        "Deployment silo: is given a token of Kubernetes")]
    [InlineData(
        "        - name: secrets\n          secret:",
        "        - name: other\n          secret:",
        "Deployment silo: no volume secrets")]
    [InlineData("maxUnavailable: 0", "maxUnavailable: 1", "Deployment silo: a rollout takes pods away before it has new ones")]
    [InlineData("minReadySeconds: 30", "minReadySeconds: 29", "Deployment gateway: minReadySeconds below 30")]
    [InlineData("topologySpreadConstraints:", "tolerations:", "Deployment silo: all pods may be on one node")]
    [InlineData("readinessProbe:", "readinessprobe:", "Deployment silo: no readinessProbe")]
    [InlineData("livenessProbe:", "livenessprobe:", "Deployment gateway: no livenessProbe")]
    [InlineData("startupProbe:", "startupprobe:", "Deployment gateway: no startupProbe")]
    [InlineData(
        "port: management\n            periodSeconds: 5",
        "port: health\n            periodSeconds: 5",
        "readinessProbe asks a port health")]
    [InlineData("limits:\n              memory: 1Gi", "limits: {}", "Deployment gateway: no limits.memory")]
    [InlineData("limits:\n              memory: 256Mi", "limits: {}", "Job migrate: no limits.memory")]
    [InlineData("cpu: 500m\n", "gpu: 0\n", "Deployment silo: no requests.cpu")]
    [InlineData("memory: 512Mi\n", "storage: 1Mi\n", "Deployment silo: no requests.memory")]
    [InlineData("memory: 1Gi", "memory: 1Gi\n              cpu: 1", "Deployment silo: a limit of CPU")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "Deployment silo: may write to its image")]
    [InlineData("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "Deployment silo: has or may get privileges")]
    [InlineData("drop: [\"ALL\"]", "drop: [\"NET_RAW\"]", "Job migrate: has or may get privileges")]
    [InlineData("eventplatform/silo:0.1.0", "eventplatform/silo:latest", "image eventplatform/silo:latest of no release")]
    [InlineData("eventplatform/gateway:0.1.0", "eventplatform/gateway", "image eventplatform/gateway of no release")]
    public void Check_Pod_IsFound(string right, string wrong, string finding) => Finds(right, wrong, finding);

    [Theory]
    [InlineData("Cluster__Id: default", "Cluster__Name: default", "Cluster:Name: unknown key")]
    [InlineData("Cluster__Id: default", "Clusters__Id: default", "Clusters__Id: no section of the configuration")]
    [InlineData("Limits__DrainTimeout: 00:01:00", "Limits__DrainTimeout: soon", "Limits:DrainTimeout: 'soon' is not allowed")]
    [InlineData("Limits__DrainTimeout: 00:01:00", "Limits__DrainTimeout: 00:01:20", "Deployment gateway: is killed before it has drained")]
    [InlineData(
        "terminationGracePeriodSeconds: 90",
        "terminationGracePeriodSeconds: 70",
        "Deployment gateway: is killed before it has drained")]
    [InlineData("Cluster__Id: default", "Cluster__ConnectionString: Host=db", "Cluster__ConnectionString: a secret as a literal")]
    [InlineData("Access__Http__0: 10.0.0.0/8", "Auth__Admin__Password: x", "Auth__Admin__Password: a secret as a literal")]
    [InlineData("containerPort: 9012", "containerPort: 9013", "Deployment gateway: listens on 9012, which is no port of its container")]
    [InlineData("containerPort: 11111", "containerPort: 11112", "Deployment silo: does not listen on 11112, a port of its container")]
    [InlineData("Listeners__Bind: 0.0.0.0", "Listeners__Http: 8080", "Deployment gateway: listens on 8080")]
    [InlineData("Listeners__ManagementBind: 0.0.0.0", "Listeners__ManagementBind: 127.0.0.1", "Deployment silo: probes do not reach")]
    [InlineData("name: Cluster__AdvertisedAddress", "name: Cluster__Id", "Deployment silo: advertises no address of its own")]
    [InlineData("\"--config\", ", "", "Deployment silo: no file with secrets")]
    public void Check_Settings_IsFound(string right, string wrong, string finding) => Finds(right, wrong, finding);

    [Theory]
    [InlineData(
        "matchLabels:\n      app.kubernetes.io/name: eventplatform\n      app.kubernetes.io/component: silo\n  strategy",
        "matchLabels:\n      app.kubernetes.io/name: eventplatform\n  strategy",
        "Deployment silo: its selector is not for its own pods alone")]
    [InlineData(
        "selector:\n    app.kubernetes.io/name: eventplatform\n    app.kubernetes.io/component: gateway",
        "selector:\n    app.kubernetes.io/name: eventplatform",
        "Service gateway: selects pods of 3 kinds")]
    [InlineData("port: 9010\n", "port: 9011\n", "Service gateway: port api is 9010 at its pods")]
    [InlineData("targetPort: status", "targetPort: states", "Service gateway: port status is missing at its pods")]
    [InlineData(
        "component: silo\n---\napiVersion: policy/v1",
        "component: silos\n---\napiVersion: policy/v1",
        "PodDisruptionBudget silo: selects no pods")]
    [InlineData(
        "component: silo\n---\napiVersion: policy/v1",
        "component: silos\n---\napiVersion: policy/v1",
        "Deployment silo: no disruption budget")]
    [InlineData(
        "kind: NetworkPolicy\nmetadata:\n  name: gateway\nspec:\n  podSelector:\n    matchLabels:\n"
        + "      app.kubernetes.io/name: eventplatform",
        "kind: NetworkPolicy\nmetadata:\n  name: gateway\nspec:\n  podSelector:\n    matchLabels:\n"
        + "      app.kubernetes.io/name: platform",
        "NetworkPolicy gateway: selects no pods")]
    [InlineData(
        "from:\n        - podSelector:\n            matchLabels:\n              app.kubernetes.io/name: eventplatform\n",
        "from:\n        - podSelector:\n            matchLabels:\n              app.kubernetes.io/name: platform\n",
        "NetworkPolicy silo: from: selects no pods")]
    [InlineData("port: api-tcp}", "port: api-tls}", "NetworkPolicy gateway: no port api-tls")]
    [InlineData(
        "      ports:\n        - {protocol: TCP, port: grains}\n",
        "      ports:\n        - {protocol: TCP, port: grain}\n",
        "NetworkPolicy gateway: no port grain")]
    [InlineData(
        "name: nothing\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: eventplatform",
        "name: nothing\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/component: silo",
        "Job migrate: Ingress is open")]
    [InlineData(
        "kind: Deployment\n    name: gateway",
        "kind: Deployment\n    name: gateways",
        "HorizontalPodAutoscaler gateway: scales nothing")]
    [InlineData(
        "kind: Deployment\n    name: gateway",
        "kind: Deployment\n    name: silo",
        "HorizontalPodAutoscaler gateway: Deployment silo says how many too")]
    [InlineData(
        "values: [gateway-management, silo-management]",
        "values: [gateway-management]",
        "ServiceMonitor eventplatform: does not see Deployment silo")]
    [InlineData("- port: management\n", "- port: metrics\n", "ServiceMonitor eventplatform: does not see Deployment gateway")]
    public void Check_Selectors_IsFound(string right, string wrong, string finding) => Finds(right, wrong, finding);

    [Theory]
    [InlineData("secretName: eventplatform", "secretName: eventplatforms", "nobody gives the secret eventplatforms")]
    [InlineData(
        "- name: Cluster__AdvertisedAddress",
        "- name: DB_PASSWORD\n              value: x\n            - name: Cluster__AdvertisedAddress",
        "DB_PASSWORD: a secret as a literal")]
    public void Check_Secrets_IsFound(string right, string wrong, string finding) => Finds(right, wrong, finding);

    private static void Finds(string right, string wrong, string finding)
    {
        Assert.Contains(right, Sample.Text, StringComparison.Ordinal);
        var found = AllRules.Check(Manifests.Load(Sample.Text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(found, each => each.Contains(finding, StringComparison.Ordinal));
    }
}
