using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>Looks at the first request of a connection without taking it.</summary>
internal static class RequestPeek
{
    /// <summary>A longer head is HTTP's.</summary>
    public const int HeadBytesMax = 16_384;

    /// <summary>A head that takes longer is HTTP's, which has limits of its own.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Waits for the head of a request. The read stays open: <see cref="PeekedHead.Take"/> or <see cref="PeekedHead.Leave"/> ends it.
    /// </summary>
    public static async ValueTask<PeekedHead> Read(ConnectionContext connection, TimingWheel wheel)
    {
        var input = connection.Transport.Input;
        using var patience = wheel.Schedule(Patience, static state => ((PipeReader)state!).CancelPendingRead(), input);

        // A server that stops lets HTTP end the connection.
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        await using var registration = stopping.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), input);

        var examined = 0L;
        while (true)
        {
            var result = await input.ReadAsync();
            var buffer = result.Buffer;
            var peeked = new PeekedHead(input, buffer.Start, buffer.GetPosition(examined));
            if (RequestHead.FindEnd(buffer) is { } end)
            {
                return peeked with { Head = Parse(buffer.Slice(0, end)), End = end };
            }

            if (result.IsCanceled || result.IsCompleted || buffer.Length > HeadBytesMax || !RequestHead.MayStartGet(buffer))
            {
                return peeked;
            }

            examined = buffer.Length;
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static RequestHead? Parse(in ReadOnlySequence<byte> head) =>
        head.Length <= HeadBytesMax && RequestHead.MayStartGet(head)
            ? RequestHead.TryParse(head.IsSingleSegment ? head.FirstSpan : head.ToArray())
            : null;
}
