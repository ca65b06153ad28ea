using System.IO.Pipelines;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A response that goes on: only sent to. Its input is nothing but its end, when the client has gone or the response is complete.
/// </summary>
internal sealed class EventStreamWire : HttpWire, IDisposable
{
    private readonly Pipe _input = new();
    private readonly CancellationTokenRegistration _gone;
    private readonly Lock _lock = new();
    private bool _isOver;

    public EventStreamWire(HttpContext context) : base(context)
    {
        Output = context.Response.BodyWriter;
        _gone = context.RequestAborted.Register(EndInput);
    }

    public override PipeReader Input => _input.Reader;

    public override PipeWriter Output { get; }

    public override ValueTask EndOutput()
    {
        EndInput();
        return default;
    }

    public override void Abort()
    {
        lock (_lock)
        {
            // After the response the context is the next request's.
            if (!_isOver)
            {
                base.Abort();
            }
        }

        EndInput();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _gone.Dispose();
    }

    private void EndInput() => _input.Writer.Complete();
}
