using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>
/// Holds events back that follow one another and go to the same subscribers, to hand them over as one: a run is queued once for each
/// connection, and most of what a delivery costs is spent once a run. Held are references; who gets them is decided when they go, so a
/// subscription that comes, changes or goes meanwhile is treated as if they came then. Used by one thread at a time.
/// </summary>
internal sealed class HeldEvents(SubscriptionIndex index, EventEncoder encoder) : IRunReceiver
{
    /// <summary>What an event's encoding is longer than the event in its block, roughly.</summary>
    private const int EnvelopeBytes = 128;

    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private BucketHits _hits;
    private int _hitCount;
    private int _bytes;
    private FrameRun? _run;

    public int Count => _events.Count;

    /// <summary>Takes the next event; those that are held go first when it can't join them.</summary>
    /// <param name="record">The event.</param>
    /// <param name="bytes">The same as it stands in its block; never changes.</param>
    public void Add(in EventRecord record, ReadOnlyMemory<byte> bytes)
    {
        var hits = new BucketHits();
        var count = index.Find(record, hits);
        if (count == 0)
        {
            return;
        }

        var bytesAbout = bytes.Length + EnvelopeBytes;
        if (_bytes + bytesAbout > FrameRun.BytesMax || !HitsSame(hits[..count]))
        {
            HandOver();
        }

        if (bytesAbout > FrameRun.BytesMax)
        {
            // Connections share its bytes instead of being sent copies.
            encoder.Begin();
            index.Match(record, encoder);
            return;
        }

        (_hits, _hitCount) = (hits, count);
        _events.Add(bytes);
        _bytes += bytesAbout;
    }

    /// <summary>Hands over what is held.</summary>
    public void HandOver()
    {
        if (_events.Count == 0)
        {
            return;
        }

        try
        {
            index.HandOver(_hits[.._hitCount], this);
        }
        finally
        {
            _events.Clear();
            (_run, _bytes, _hitCount) = (null, 0, 0);
            _hits = default;
        }
    }

    EventRecord IRunReceiver.Begin(int index)
    {
        encoder.Begin();
        return EventBlockReader.ReadOne(_events[index].Span);
    }

    void IRunReceiver.AllMatched(Subscription subscription)
    {
        ((ApiSession)subscription.Subscriber).Deliver(_run ??= EncodeRun());
        encoder.DeliveredCount += _events.Count;
    }

    void IMatchReceiver.Matched(in EventRecord record, Subscription subscription) => encoder.Matched(record, subscription);

    private bool HitsSame(ReadOnlySpan<Bucket?> hits) => hits.SequenceEqual(_hits[.._hitCount]);

    private FrameRun EncodeRun()
    {
        var run = new FrameRun(_events.Count);
        foreach (var bytes in _events)
        {
            encoder.Begin();
            run.Add(encoder.Plain(EventBlockReader.ReadOne(bytes.Span), isOwnService: true));
        }

        return run;
    }
}
