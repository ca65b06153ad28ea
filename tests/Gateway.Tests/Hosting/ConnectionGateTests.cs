using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.Tests.Hosting;

/// <summary>Connections that come before the gateway is ready.</summary>
public sealed class ConnectionGateTests
{
    private readonly Lifecycle _lifecycle = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnConnection_RequestsAndFinBeforeReady_AreAnsweredWhenReady()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartKestrel(ended);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.First()).Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync("one\ntwo\nthree\n"u8.ToArray(), Cancel);
        client.Client.Shutdown(SocketShutdown.Send);

        // Kestrel tells of the FIN as if the connection were closed.
        await ended.Task.WaitAsync(Cancel);
        _lifecycle.BecomeReady();

        using var reader = new StreamReader(stream);
        Assert.Equal("one\ntwo\nthree\n", await reader.ReadToEndAsync(Cancel));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task OnConnection_NothingLeftBeforeReady_IsNotKept(bool isReset)
    {
        var pipe = new Pipe();
        using var closed = new CancellationTokenSource();
        var connection = Connection(pipe, closed.Token);
        var entering = new ConnectionGate(_lifecycle).OnConnection(connection, _ => throw new InvalidOperationException());
        Assert.False(entering.IsCompleted);
        if (isReset)
        {
            await pipe.Writer.WriteAsync("one\n"u8.ToArray(), Cancel);
        }

        await pipe.Writer.CompleteAsync(isReset ? new ConnectionResetException("reset") : null);
        await closed.CancelAsync();
        await entering.WaitAsync(Cancel);
    }

    [Fact]
    public async Task OnConnection_RequestsAndFinBeforeAStartThatFails_AreRefused()
    {
        var pipe = new Pipe();
        using var closed = new CancellationTokenSource();
        var connection = Connection(pipe, closed.Token);
        var entering = new ConnectionGate(_lifecycle).OnConnection(connection, _ => throw new InvalidOperationException());
        await pipe.Writer.WriteAsync("one\n"u8.ToArray(), Cancel);
        await pipe.Writer.CompleteAsync();
        await closed.CancelAsync();
        Assert.False(entering.IsCompleted);
        _lifecycle.BeginDraining();
        await entering.WaitAsync(Cancel);
    }

    private static DefaultConnectionContext Connection(Pipe toServer, CancellationToken closed)
    {
        var transport = new Duplex(toServer.Reader, PipeWriter.Create(Stream.Null));
        return new DefaultConnectionContext("1", transport, transport) { ConnectionClosed = closed };
    }

    private async Task<WebApplication> StartKestrel(TaskCompletionSource ended)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTransport();
        var gate = new ConnectionGate(_lifecycle);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                connection.ConnectionClosed.Register(ended.SetResult);
                return next(connection);
            });
            listen.Use(next => connection => gate.OnConnection(connection, next));
            listen.UseLines(new EchoEndpoint());
        }));
        var app = builder.Build();
        await app.StartAsync(Cancel);
        return app;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
