using System.IO.Pipelines;
using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>A connection without a socket: the test holds the other end of two pipes.</summary>
internal sealed class PipeWire : IWire
{
    private readonly Pipe _toServer;
    private readonly Pipe _toClient;

    /// <param name="outputBytesMax">Unread bytes at which the server's flush waits.</param>
    /// <param name="segmentBytes">Size of the input's segments.</param>
    public PipeWire(int outputBytesMax = 1 << 30, int segmentBytes = 4_096)
    {
        _toServer = new Pipe(new PipeOptions(minimumSegmentSize: segmentBytes, pauseWriterThreshold: 0, useSynchronizationContext: false));
        _toClient = new Pipe(new PipeOptions(pauseWriterThreshold: outputBytesMax, resumeWriterThreshold: outputBytesMax / 2,
            useSynchronizationContext: false));
        Output = new CountingWriter(_toClient.Writer);
    }

    public PipeReader Input => _toServer.Reader;

    public PipeWriter Output { get; }

    public int FlushCount => ((CountingWriter)Output).FlushCount;

    public PipeWriter ClientOutput => _toServer.Writer;

    public PipeReader ClientInput => _toClient.Reader;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsTls => false;

    public string Listener => "Test";

    public bool IsAborted { get; private set; }

    public ValueTask EndOutput() => Output.CompleteAsync();

    public void Abort()
    {
        IsAborted = true;
        _toClient.Reader.CancelPendingRead();
        _toClient.Writer.CancelPendingFlush();
        _toServer.Writer.Complete(new IOException("reset"));
    }

    private sealed class CountingWriter(PipeWriter inner) : PipeWriter
    {
        public int FlushCount { get; private set; }

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            FlushCount++;
            return inner.FlushAsync(cancellationToken);
        }
    }
}
