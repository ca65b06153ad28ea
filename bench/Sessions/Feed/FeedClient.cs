using System.Text;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>
/// A reader of the feed with filters. Of each publisher's events of a class it must get those that they let in, in order, each once.
/// </summary>
internal sealed class FeedClient : IConnectionOwner
{
    private const int TextBytesMax = 400;

    private readonly EventLoop _loop;
    private readonly FeedRun _run;
    private readonly FeedFilters _filters;
    private readonly int _number;
    private readonly Connection _connection;

    /// <summary>How many events of each stream have come.</summary>
    private readonly int[] _told;
    private bool _isOpen;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">The feed.</param>
    /// <param name="run">Is told what comes.</param>
    /// <param name="filters">Which events it wants.</param>
    /// <param name="number">Chooses the local address.</param>
    public FeedClient(EventLoop loop, ServerAddress server, FeedRun run, FeedFilters filters, int number)
    {
        (_loop, _run, _filters, _number) = (loop, run, filters, number);
        _connection = new Connection(loop, server, this);
        _told = new int[filters.Expected.Count];
        filters.ClientCount++;
    }

    private static ReadOnlySpan<byte> ReplyStart => "{\"correlationId\":"u8;

    public void Open() => _connection.Open(_number);

    /// <summary>Sets the filters, again: whatever was on its way comes before the reply.</summary>
    public void Filter()
    {
        _loop.Output.Start().Raw(_filters.Message);
        _connection.Send();
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened() => Filter();

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        if (message.StartsWith(ReplyStart))
        {
            if (message.IndexOf("\"type\":\"success\""u8) < 0)
            {
                throw _run.Lost($"filters were answered by {Excerpt(message)}");
            }

            _isOpen = true;
            _run.Filtered();
        }
        else if (_isOpen)
        {
            Take(message, now);
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end) => throw _run.Lost($"the connection of a feed client was {end}");

    private static string Excerpt(ReadOnlySpan<byte> message) => Encoding.UTF8.GetString(message[..Math.Min(message.Length, TextBytesMax)]);

    private void Take(ReadOnlySpan<byte> message, long now)
    {
        var number = FeedEvents.NumberOf(message);
        if (!_run.IsPublished(number))
        {
            _run.Faults.Add($"a feed client got {Excerpt(message)}");
            return;
        }

        var stream = _run.StreamOf(number);
        var expected = _filters.Expected[stream];
        ref var told = ref _told[stream];
        if (told < expected.Count && expected[told] == number)
        {
            told++;
            _run.Delivered(number, now, message);
            return;
        }

        var place = expected.BinarySearch(number);
        _run.Faults.Add(place < 0 ? $"a feed client got {Excerpt(message)}, which its filters do not let in"
            : place < told ? $"event {number} was delivered twice, or late"
            : $"{place - told} events were not delivered before {number}");
        if (place >= told)
        {
            _run.Missed(place - told);
            told = place + 1;
            _run.Delivered(number, now, message);
        }
    }
}
