using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// One stream: accepts events in order and hands each subscriber one at a time. One thread at a time empties its inbox, whoever put
/// something into it first; it only queues turns of grains, so nobody's code runs on a publisher's stack.
/// </summary>
internal sealed class StreamAgent(Engine engine, StreamId streamId, IReadOnlyList<StreamSubscriber> subscribers)
{
    /// <summary>Events a subscriber may be behind before publishers are refused; Orleans' memory queues have the same bound.</summary>
    internal const int EventsMax = 16_384;

    private static readonly TimeSpan DeliveryTimeMax = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<object> _inbox = new();
    private bool _isEmptying;
    private long _number;

    internal Engine Engine => engine;

    /// <summary>Done when the stream has accepted the event. From any thread.</summary>
    /// <exception cref="InvalidOperationException">A subscriber is too far behind.</exception>
    internal Task Publish(object? item)
    {
        var publication = new Publication(item, engine.PromiseOptions);
        Post(publication);
        return publication.Accepted.Task;
    }

    /// <summary>The delivery to this subscriber has ended, or its pause has. From any thread.</summary>
    internal void Post(StreamSubscriber subscriber) => Post((object)subscriber);

    private void Post(object entry)
    {
        lock (_lock)
        {
            _inbox.Enqueue(entry);
            if (_isEmptying)
            {
                return;
            }

            _isEmptying = true;
        }

        Empty();
    }

    private void Empty()
    {
        while (TryTake(out var entry))
        {
            if (entry is Publication publication)
            {
                Accept(publication);
            }
            else
            {
                Continue((StreamSubscriber)entry);
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out object entry)
    {
        lock (_lock)
        {
            _isEmptying = _inbox.TryDequeue(out entry);
            return _isEmptying;
        }
    }

    private void Accept(Publication publication)
    {
        if (subscribers.Any(subscriber => subscriber.Events.Count >= EventsMax))
        {
            publication.Accepted.TrySetException(new InvalidOperationException(
                $"Can not enqueue since the count has reached its maximum of {EventsMax} on stream {streamId}."));
            return;
        }

        var token = new EventSequenceToken(_number++);
        foreach (var subscriber in subscribers)
        {
            subscriber.Events.Enqueue((publication.Item, token));
            Deliver(subscriber);
        }

        publication.Accepted.TrySetResult();
    }

    private void Deliver(StreamSubscriber subscriber)
    {
        if (engine.IsStopped || subscriber.IsBusy || !subscriber.Events.TryPeek(out var next))
        {
            return;
        }

        subscriber.IsBusy = true;
        var isLate = subscriber.FailureCount > 0 && engine.Clock.Elapsed(subscriber.FailingSince) >= DeliveryTimeMax;
        subscriber.IsGivingUp = isLate;
        engine.Deliver(new StreamDelivery(this, subscriber, next.Item, next.Token, isLate ? subscriber.Failure : null));
    }

    private void Continue(StreamSubscriber subscriber)
    {
        subscriber.IsBusy = false;
        if (subscriber.Failure is null || subscriber.IsGivingUp)
        {
            subscriber.Events.Dequeue();
            subscriber.FailureCount = 0;
            subscriber.Failure = null;
        }

        Deliver(subscriber);
    }

    /// <summary>An event that waits to be accepted.</summary>
    private sealed class Publication(object? item, TaskCreationOptions options)
    {
        internal object? Item => item;

        internal TaskCompletionSource Accepted { get; } = new(options);
    }
}
