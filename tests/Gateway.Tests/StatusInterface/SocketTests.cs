using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>The interface on real sockets, as the host plugs it in (status-interface.md, 1).</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private readonly TestPlatform _platform = new(extensionCount: 10_000);
    private readonly WebApplication _app;

    public SocketTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTransport();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseListenerKey("Status").UseLines(_platform.Endpoint)));
        _app = builder.Build();
    }

    private int Port => new Uri(_app.Urls.First()).Port;

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _platform.Dispose();
    }

    [Fact]
    public async Task Dialogue_WithAnObserver_IsAsDocumented()
    {
        using var setter = await LineClient.Connect(Port);
        using var observer = await LineClient.Connect(Port);
        await observer.Send("get_extension_status@#Berlin@#Sales@#10000");
        await observer.Expect("ExtensionStatus@#Available");
        await setter.Send("set_extension_status@#Berlin@#Sales@#10000@#Lunch", "hello", "exit");
        Assert.Equal(
            ["", "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#10000@#Lunch", "Error: Invalid command."],
            await setter.ReadToEnd());
        await observer.Expect("ExtensionStatusUpdatedEvent@#Berlin@#Sales@#10000@#Lunch");
    }

    [Fact]
    public async Task HalfClose_AfterFiveReports_GetsThemAll()
    {
        using var client = await LineClient.Connect(Port, TimeSpan.FromSeconds(60));
        await client.Send([.. Enumerable.Repeat("get_extension_state", 5)]);
        client.EndSending();
        var lines = await client.ReadToEnd();
        Assert.Equal(5 * 10_006, lines.Count);
        Assert.Equal(5, lines.Count(line => line == "State Report Finished"));
    }

    [Fact]
    public async Task Address_NotListed_IsClosedWithoutAByte()
    {
        _platform.Settings = new PlatformOptions { Access = new AccessOptions { Status = AccessList.Of("10.0.0.0/8") } };
        using var client = await LineClient.Connect(Port);
        Assert.Empty(await client.ReadToEnd());
    }

    [Fact]
    public async Task ConnectionsOfAnAddress_OverTheLimit_AreClosedUntilOneEnds()
    {
        _platform.Settings = new PlatformOptions { Limits = new LimitsOptions { ConnectionsPerAddress = 1 } };
        using var first = await LineClient.Connect(Port);
        await first.Send("");
        await first.Expect("Error: Invalid command.");
        using var second = await LineClient.Connect(Port);
        Assert.Empty(await second.ReadToEnd());
        await first.Send("exit");
        Assert.Empty(await first.ReadToEnd());
        using var third = await LineClient.Connect(Port);
        await third.Send("");
        await third.Expect("Error: Invalid command.");
    }
}
