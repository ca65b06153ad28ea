using System.IO.Pipelines;
using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>A WebSocket on the stream of an HTTP upgrade.</summary>
internal sealed class UpgradedWire(HttpContext context, Stream stream) : IWire, IAsyncDisposable
{
    // Waits for input without a buffer.
    private static readonly StreamPipeReaderOptions ReaderOptions = new(leaveOpen: true, useZeroByteReads: true);
    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 16_384, leaveOpen: true);

    public PipeReader Input { get; } = PipeReader.Create(stream, ReaderOptions);

    public PipeWriter Output { get; } = PipeWriter.Create(stream, WriterOptions);

    public EndPoint? RemoteEndPoint { get; } =
        context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;

    public EndPoint? LocalEndPoint { get; } =
        context.Connection.LocalIpAddress is { } address ? new IPEndPoint(address, context.Connection.LocalPort) : null;

    public bool IsTls { get; } = context.Request.IsHttps;

    public string Listener { get; } = context.Features.Get<ListenerFeature>()?.Key ?? "";

    public ValueTask EndOutput() => Output.CompleteAsync();

    public void Abort() => context.Abort();

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        await stream.DisposeAsync();
    }
}
