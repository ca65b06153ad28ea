using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class StartOutputTests
{
    private static readonly ListenersOptions Off =
        new() { Http = 0, ExternalApi = 0, ExternalApiTcp = 0, Status = 0, Management = 0 };

    [Theory]
    [InlineData("127.0.0.1", 58_080, 55_050, "console http://127.0.0.1:58080/")]
    [InlineData("0.0.0.0", 58_080, 0, "console http://127.0.0.1:58080/")]
    [InlineData("::", 58_080, 0, "console http://[::1]:58080/")]
    [InlineData("10.0.0.1", 0, 55_050, "console https://10.0.0.1:55050/")]
    public void Listening_Console_IsAnAddressToOpen(string bind, int http, int https, string line) =>
        Assert.EndsWith($"{line}\n", Print(new() { Bind = IPAddress.Parse(bind), Http = http, Https = https }), StringComparison.Ordinal);

    [Fact]
    public void Listening_EveryListener_ByItsKeyInOneOrder() => Assert.Equal(
        """
        listening Http 10.0.0.1:1
        listening Https 10.0.0.1:2
        listening ExternalApi 10.0.0.1:3
        listening ExternalApiTls 10.0.0.1:4
        listening ExternalApiTcp 10.0.0.1:5
        listening ExternalApiTcpTls 10.0.0.1:6
        listening Status 10.0.0.1:7
        listening StatusTls 10.0.0.1:8
        listening Management [::1]:9
        console http://10.0.0.1:1/

        """,
        Print(new ListenersOptions
        {
            Bind = IPAddress.Parse("10.0.0.1"),
            ManagementBind = IPAddress.IPv6Loopback,
            Http = 1,
            Https = 2,
            ExternalApi = 3,
            ExternalApiTls = 4,
            ExternalApiTcp = 5,
            ExternalApiTcpTls = 6,
            Status = 7,
            StatusTls = 8,
            Management = 9,
        }));

    [Fact]
    public void Listening_NothingOn_SaysNothing() => Assert.Equal("", Print(Off));

    private static string Print(ListenersOptions listeners)
    {
        using var output = new StringWriter();
        new StartOutput(output).Listening(listeners);
        return output.ToString();
    }
}
