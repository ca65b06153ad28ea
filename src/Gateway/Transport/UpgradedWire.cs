using System.IO.Pipelines;

namespace EventPlatform.Gateway.Transport;

/// <summary>A WebSocket on the stream of an HTTP upgrade.</summary>
internal sealed class UpgradedWire(HttpContext context, Stream stream) : HttpWire(context), IAsyncDisposable
{
    // Waits for input without a buffer.
    private static readonly StreamPipeReaderOptions ReaderOptions = new(leaveOpen: true, useZeroByteReads: true);
    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 16_384, leaveOpen: true);

    public override PipeReader Input { get; } = PipeReader.Create(stream, ReaderOptions);

    public override PipeWriter Output { get; } = PipeWriter.Create(stream, WriterOptions);

    public override ValueTask EndOutput() => Output.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        await stream.DisposeAsync();
    }
}
