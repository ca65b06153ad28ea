using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.Tests.Hub.Subscriptions;

/// <summary>Takes the matches of a run of events that are told apart by their times, 0 and on, and keeps them by subscriber.</summary>
internal sealed class RunReceiver(int count) : IRunReceiver
{
    private readonly Dictionary<ISubscriber, List<string>> _got = [];

    public int Count => count;

    /// <summary>How often a subscription took all events together.</summary>
    public int TogetherCount { get; private set; }

    /// <summary>What a subscriber got: the event's number, and what its subscription adds.</summary>
    public List<string> Of(ISubscriber subscriber) => _got.GetValueOrDefault(subscriber, []);

    public EventRecord Begin(int index) => new() { Service = "default"u8, Class = "test"u8, Time = index };

    public void AllMatched(Subscription subscription)
    {
        TogetherCount++;
        for (var index = 0; index < count; index++)
        {
            Matched(Begin(index), subscription);
        }
    }

    public void Matched(in EventRecord record, Subscription subscription)
    {
        var added = subscription.Body is { } body ? Encoding.UTF8.GetString(body.Text) : "";
        if (!_got.TryGetValue(subscription.Subscriber, out var got))
        {
            _got.Add(subscription.Subscriber, got = []);
        }

        got.Add($"{record.Time}{added}");
    }
}
