using System.IO.Pipelines;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>What is written is written over by what comes next.</summary>
internal sealed class DiscardingOutput : PipeWriter
{
    private byte[] _buffer = new byte[4_096];

    public override void Advance(int bytes) => ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length);

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length)
        {
            _buffer = new byte[sizeHint];
        }

        return _buffer;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(default(FlushResult));

    public override void CancelPendingFlush()
    {
        // None ever waits.
    }

    public override void Complete(Exception? exception = null)
    {
        // Nothing is held.
    }
}
