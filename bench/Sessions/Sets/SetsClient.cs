using System.Globalization;
using System.Text;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Sets;

/// <summary>A connection of the Status interface that sets the status of its own extension, again and again, and gets all events.</summary>
internal sealed class SetsClient : IConnectionOwner
{
    private const string Event = "ExtensionStatusUpdatedEvent@#" + SetsStore.Place + "@#";

    private readonly EventLoop _loop;
    private readonly SetsRun _run;
    private readonly Connection _connection;
    private readonly int _window;
    private readonly byte[][] _sets;
    private readonly byte[][] _events;
    private readonly Queue<long> _sentAt = new();
    private readonly byte[] _anyEvent = Encoding.ASCII.GetBytes(Event);
    private int _sent;
    private int _answered;
    private int _told;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="run">Is told how sets went.</param>
    /// <param name="number">Chooses the extension.</param>
    /// <param name="window">Sets that are sent and not answered, at most.</param>
    public SetsClient(EventLoop loop, ServerAddress server, SetsRun run, int number, int window)
    {
        (_loop, _run, _window) = (loop, run, window);
        _connection = new Connection(loop, server, this);
        var extension = (SetsStore.FirstExtension + number).ToString(CultureInfo.InvariantCulture);
        byte[][] Lines(string head) => [.. SetsStore.Statuses.Select(status => Encoding.ASCII.GetBytes($"{head}{extension}@#{status}"))];
        _sets = Lines($"set_extension_status@#{SetsStore.Place}@#");
        _events = Lines(Event);
        _connection.Open(number);
    }

    public bool IsOpen { get; private set; }

    /// <summary>Sets that are not answered.</summary>
    public int WaitingCount => _sentAt.Count;

    /// <summary>Event lines that have come, of all extensions.</summary>
    public long EventCount { get; private set; }

    /// <summary>Sets that were answered.</summary>
    public int AnsweredCount => _answered;

    /// <summary>Fills the window, in one write.</summary>
    public void Refill()
    {
        var count = _window - WaitingCount;
        var now = Clock.Now;
        var output = _loop.Output.Start();
        for (var index = 0; index < count; index++)
        {
            output.Raw(index == 0 ? [] : "\n"u8).Raw(_sets[_sent++ & 1]);
            _sentAt.Enqueue(now);
        }

        _connection.Send();
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened() => IsOpen = true;

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty && _sentAt.TryDequeue(out var sentAt))
        {
            _answered++;
            _run.Answered(Clock.Now - sentAt);
            if (_run.IsSetting && WaitingCount <= _window / 2)
            {
                Refill();
            }
        }
        else if (message.StartsWith(_anyEvent))
        {
            EventCount++;
            CheckOwn(message);
        }
        else
        {
            _run.Faults.Add($"a client got '{Encoding.UTF8.GetString(message)}'");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end)
    {
        IsOpen = false;
        _run.Faults.Add($"the connection of a client was {end}");
    }

    /// <summary>Its own extension's events come in the order of its sets, each after its reply.</summary>
    private void CheckOwn(ReadOnlySpan<byte> line)
    {
        var isNext = line.SequenceEqual(_events[_told & 1]);
        if (!isNext && !line.SequenceEqual(_events[(_told + 1) & 1]))
        {
            return;
        }

        _told++;
        if (!isNext || _told > _answered)
        {
            _run.Faults.Add($"event {_told} of a client's own extension came {(isNext ? "before its reply" : "out of order")}");
        }
    }
}
