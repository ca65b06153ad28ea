using System.Net;
using System.Net.Sockets;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Management;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class GatewayHostTests
{
    private static readonly CoreServer Core = new(new Guid("5b0c3a52-6f0e-4f0c-9b1d-2f4f1f0f7a11"), "default", "default");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PrintsListenersConsoleAndReady()
    {
        await using var gateway = await RunningGateway.Start(null, ("Auth:Admin:Password", "x"), ("Listeners:Status", "0"));

        Assert.Equal(
            $"""
            listening Http 127.0.0.1:{gateway.Listeners.Http}
            listening ExternalApi 127.0.0.1:{gateway.Listeners.ExternalApi}
            listening ExternalApiTcp 127.0.0.1:{gateway.Listeners.ExternalApiTcp}
            listening Management 127.0.0.1:{gateway.Listeners.Management}
            console http://127.0.0.1:{gateway.Listeners.Http}/
            ready

            """,
            gateway.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_GeneratedPassword_IsPrintedOnlyWhenAdopted(bool isAdopted)
    {
        var parts = PartsThatStart(start => new PlatformStarted(Core, start.AdminPasswordHash, isAdopted));
        await using var gateway = await RunningGateway.Start(parts);

        Assert.Equal(isAdopted, gateway.Output.Contains("\ngenerated password for admin: ", StringComparison.Ordinal));
        Assert.EndsWith("\nready\n", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RefusedByDirectory_NamesTheKey()
    {
        var parts = PartsThatStart(_ => new Refusal(RefusalKind.Conflict, "Events:Partitions", "the first start had 4"));
        await using var gateway = new RunningGateway(parts);

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => gateway.Host.Start(Cancel));

        Assert.Equal("Events:Partitions: the first start had 4", refusal.Message);
        Assert.DoesNotContain("ready", gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Status")]
    [InlineData("Management")]
    public async Task Start_PortInUse_NamesPortAndKey(string key)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var gateway = new RunningGateway(new GatewayParts(), ($"Listeners:{key}", $"{port}"));

        var refusal = await Assert.ThrowsAsync<ListenException>(() => gateway.Host.Start(Cancel));

        Assert.Equal($"Listeners:{key}: 127.0.0.1:{port} cannot be listened on: the port is in use", refusal.Message);
    }

    [Fact]
    public async Task Start_ConnectionBeforeReady_WaitsAndIsServed()
    {
        var bound = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var parts = new GatewayParts
        {
            BeforeReady = (_, _, _) =>
            {
                bound.SetResult();
                return goOn.Task;
            },
        };
        await using var gateway = new RunningGateway(parts);
        var starting = gateway.Host.Start(Cancel);
        await bound.Task.WaitAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RunningGateway.Status(gateway.Management("/healthz/ready")));
        var early = RunningGateway.Status(gateway.Http("/"));
        Assert.False(early.IsCompleted);
        goOn.SetResult();
        await starting;

        Assert.Equal(HttpStatusCode.Unauthorized, await early);
        Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status(gateway.Management("/healthz/ready")));
    }

    /// <summary>Such as a call that finds the engine ended.</summary>
    [Fact]
    public async Task Start_CutShortWhileSomethingFails_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var parts = new GatewayParts
        {
            BeforeReady = async (_, _, _) =>
            {
                await stop.CancelAsync();
                throw new InvalidOperationException("its own");
            },
        };
        await using var gateway = new RunningGateway(parts);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.Host.Start(stop.Token));
    }

    [Fact]
    public async Task Drain_CallsHooks_NotReadyAndNobodyNew()
    {
        var hook = new BlockingDrain();
        var parts = new GatewayParts { AddServices = (builder, _) => builder.Services.AddSingleton<IDrainable>(hook) };
        await using var gateway = await RunningGateway.Start(parts);

        var draining = gateway.Host.Drain();
        await hook.Called.Task.WaitAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RunningGateway.Status(gateway.Management("/healthz/ready")));
        Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status(gateway.Management("/healthz/live")));
        await Assert.ThrowsAsync<HttpRequestException>(() => RunningGateway.Status(gateway.Http("/")));
        Assert.False(draining.IsCompleted);
        hook.GoOn.SetResult();
        Assert.True(await draining);
    }

    [Fact]
    public async Task Drain_HookThatNeverEnds_IsCutOff()
    {
        var parts = new GatewayParts { AddServices = (builder, _) => builder.Services.AddSingleton<IDrainable>(new BlockingDrain()) };
        await using var gateway = await RunningGateway.Start(parts, ("Limits:DrainTimeout", "00:00:00.5"));

        Assert.True(await gateway.Host.Drain());
    }

    [Theory]
    [InlineData("ExternalApiTcp")]
    [InlineData("Status")]
    public async Task Lines_WithoutFrontEnd_AreClosed(string key)
    {
        await using var gateway = await RunningGateway.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Listener.All.Single(listener => listener.Key == key).Port(gateway.Listeners), Cancel);

        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], Cancel));
    }

    [Theory]
    [InlineData("/healthz/live", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/", 404)]
    [InlineData("/rpc", 404)]
    public async Task Management_Paths(string path, int status)
    {
        await using var gateway = await RunningGateway.Start();

        Assert.Equal(status, (int)await RunningGateway.Status(gateway.Management(path)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await RunningGateway.Status(gateway.Management(path), method: HttpMethod.Post));
    }

    [Fact]
    public async Task Management_Metrics_AreInTheTextFormat()
    {
        await using var gateway = await RunningGateway.Start();
        using var response = await RunningGateway.Send(gateway.Management("/metrics"));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains(
            "# TYPE ep_sessions gauge\nep_sessions 0\n", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static GatewayParts PartsThatStart(Func<PlatformStart, Outcome<PlatformStarted>> answer) =>
        new() { Start = (_, start, _) => Task.FromResult(answer(start)) };

    private sealed class BlockingDrain : IDrainable
    {
        public TaskCompletionSource Called { get; } = new();

        public TaskCompletionSource GoOn { get; } = new();

        public Task Drain(CancellationToken deadline)
        {
            Called.TrySetResult();
            return GoOn.Task;
        }
    }
}
