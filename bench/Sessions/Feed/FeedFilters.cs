using System.Text;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>
/// A set of filters that several clients have, and what it lets in by the rules of event-feed.md 3: all properties, and of each any of its
/// values. Each set lets in 1 to 1.5 % of the events.
/// </summary>
internal sealed class FeedFilters
{
    private const int Shapes = 6;

    /// <summary>As many different sets are there.</summary>
    internal const int CountMax = Shapes * FeedFacts.Types;

    private readonly FeedCondition[] _conditions;

    private FeedFilters(FeedCondition[] conditions, int streamCount)
    {
        _conditions = conditions;
        Message = Encoding.UTF8.GetBytes($"{{\"type\":\"filter\",\"filters\":[{string.Join(',', conditions.SelectMany(Texts))}]}}");
        Expected = [.. Enumerable.Range(0, streamCount).Select(_ => new List<long>())];
    }

    /// <summary>The message that sets it.</summary>
    public byte[] Message { get; }

    /// <summary>Numbers of the events that it lets in, as they were published: a list for each publisher and class.</summary>
    public IReadOnlyList<List<long>> Expected { get; }

    /// <summary>Clients that have it.</summary>
    public int ClientCount { get; set; }

    /// <param name="number">Below <see cref="CountMax"/>; each is another set.</param>
    /// <param name="streamCount">Publishers times classes.</param>
    public static FeedFilters Of(int number, int streamCount)
    {
        var value = number / Shapes;
        return new FeedFilters(
            (number % Shapes) switch
            {
                0 => [new(FeedField.Type, [value])],
                1 => [new(FeedField.User, [value])],
                2 => [new(FeedField.Queue, Range(value, 3, FeedFacts.Queues))],
                3 => [new(FeedField.Type, Range(value, 10, FeedFacts.Types)), new(FeedField.Queue, Range(value * 2, 20, FeedFacts.Queues))],
                4 => [new(FeedField.Extension, [value])],
                _ => [new(FeedField.Extra, [value])],
            },
            streamCount);
    }

    public bool Passes(FeedFacts facts)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Passes(facts))
            {
                return false;
            }
        }

        return true;
    }

    private static int[] Range(int first, int count, int of) => [.. Enumerable.Range(first, count).Select(value => value % of)];

    private static IEnumerable<string> Texts(FeedCondition condition) => condition.Values.Select(value =>
    {
        var (property, text) = condition.Field switch
        {
            FeedField.Type => ("type", $"\"{FeedEvents.TypeName(value)}\""),
            FeedField.User => ("username", $"\"{FeedEvents.UserName(value)}\""),
            FeedField.Queue => ("queue", $"\"{FeedEvents.QueueName(value)}\""),
            FeedField.Extension => ("extension", $"{FeedFacts.FirstExtension + value}"),
            _ => (FeedEvents.ExtraName(value), "\"*\""),
        };
        return $"{{\"property\":\"{property}\",\"value\":{text}}}";
    });
}
