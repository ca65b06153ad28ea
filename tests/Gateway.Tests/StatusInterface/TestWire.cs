using System.IO.Pipelines;
using System.Net;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>A connection without a socket: the test holds the other end of two pipes.</summary>
/// <param name="outputBytesMax">Unread bytes at which the server's flush waits.</param>
internal sealed class TestWire(int outputBytesMax) : IWire
{
    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Pipe _toClient = new(new PipeOptions(
        pauseWriterThreshold: outputBytesMax, resumeWriterThreshold: outputBytesMax / 2, useSynchronizationContext: false));

    public PipeReader Input => _toServer.Reader;

    public PipeWriter Output => _toClient.Writer;

    public PipeWriter ClientOutput => _toServer.Writer;

    public PipeReader ClientInput => _toClient.Reader;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsTls => false;

    public string Listener => "Status";

    public bool IsAborted { get; private set; }

    public ValueTask EndOutput() => Output.CompleteAsync();

    public void Abort()
    {
        IsAborted = true;
        _toClient.Reader.CancelPendingRead();
        _toClient.Writer.CancelPendingFlush();
        _toServer.Writer.Complete(new IOException("reset"));
    }
}
