using EventPlatform.Tidy.Tests;

namespace EventPlatform.Infra.Tests.LoadBalancer;

public sealed class HaproxyTests
{
    private const string File = "infra/docker/haproxy.cfg";

    [Fact]
    public void Check_File_NothingIsFound() => Assert.Empty(HaproxyRules.Check(Repository.Read(File)));

    [Fact]
    public async Task File_IsTakenByTheProgram()
    {
        var path = Path.Combine(Repository.Root, File);

        var (code, output, errors) = await Tool.Run("haproxy", "haproxy", ["-c", "-f", path], ("CLIENT_NETWORK", "192.0.2.0/24"));

        Assert.True(code == 0, output + errors);
        Assert.DoesNotContain("[WARNING]", output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bind :9012", "bind :9013", "nobody listens on 9012")]
    [InlineData("tcp-request connection reject unless client", "tcp-request connection accept", "frontend status: lets everybody in")]
    [InlineData("option forwardfor", "option httplog", "frontend http: does not say who the client is")]
    [InlineData("gateway-2:50002", "gateway-2:50003", "frontend status: does not lead to gateway-2 at 50002")]
    [InlineData("balance leastconn", "balance roundrobin", "connections that stay are not shared by their number")]
    [InlineData("check port 9090", "check port 9091", "does not ask gateways whether they are ready")]
    [InlineData("/healthz/ready", "/healthz/live", "does not ask gateways whether they are ready")]
    [InlineData("timeout client 10m", "timeout client 3m", "timeout client ends connections before the gateway does")]
    [InlineData("timeout server 10m", "timeout server 2m", "timeout server ends connections before the gateway does")]
    public void Check_Broken_IsFound(string right, string wrong, string finding)
    {
        var text = Repository.Read(File);
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.Contains(finding, HaproxyRules.Check(text.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
