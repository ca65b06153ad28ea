using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>
/// One run as a schedule: 1. publishers log in. 2. Clients connect and set their filters. 3. Events at a rate: warm-up, measurement.
/// 4. Until all is answered and delivered. 5. All clients set their filters again: what is there too much comes before the reply.
/// </summary>
internal sealed class FeedRun : ISchedule
{
    /// <summary>Events a second.</summary>
    internal const double DefaultRate = 5_000;

    private const double StepSecondsMax = 60;
    private const double LookSeconds = 0.02;
    private const int DefaultConcurrency = 64;

    /// <summary>Of so many deliveries one is read as a whole.</summary>
    private const int ReadEvery = 64;

    private readonly BenchOptions _options;
    private readonly int? _server;
    private readonly Random _random;
    private readonly FeedFilters[] _filters;
    private readonly FeedClient[] _clients;
    private readonly FeedPublisher[] _publishers;

    /// <summary>When each event was due, by its place behind the first.</summary>
    private readonly List<long> _due = [];
    private Pace? _pace;
    private Step _step = Step.LogIn;
    private long _giveUpAt;
    private long _nextLook;
    private long _measureFrom;
    private long _measureTo;
    private int _opened;
    private int _filtered;
    private long _delivered;
    private long _deliveredBefore;

    /// <param name="loop">Serves the connections.</param>
    /// <param name="server">Where publishers go.</param>
    /// <param name="feed">Where clients go.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="options">How many, how fast, how long.</param>
    /// <param name="random">Makes the pace uneven.</param>
    public FeedRun(EventLoop loop, Server server, ServerAddress feed, Faults faults, BenchOptions options, Random random)
    {
        (_options, _server, _random, Faults) = (options, server.Pid, random, faults);
        _publishers = [.. Enumerable.Range(0, options.Probes).Select(number => new FeedPublisher(loop, server.Address, this, number))];
        var streams = options.Probes * FeedFacts.Classes;
        _filters = [.. Enumerable.Range(0, options.Filters).Select(number => FeedFilters.Of(number, streams))];
        _clients = [.. Enumerable.Range(0, options.Clients)
            .Select(number => new FeedClient(loop, feed, this, _filters[number % _filters.Length], number))];
        _giveUpAt = Clock.Now + Clock.Seconds(StepSecondsMax);
    }

    private enum Step
    {
        LogIn,
        Connect,
        Publish,
        Drain,
        Confirm,
        Over,
    }

    public Faults Faults { get; }

    public EventFigures Figures { get; } = new();

    /// <summary>Deliveries within the measurement.</summary>
    public long DeliveredCount { get; private set; }

    /// <summary>Deliveries that there had to be, in all.</summary>
    public long ExpectedCount { get; private set; }

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    /// <summary>The server's resident memory at the end of the measurement, in KiB; null: not known.</summary>
    public double? ServerKib { get; private set; }

    public bool IsOver => _step == Step.Over;

    public long NextDue => _step == Step.Publish ? Math.Min(_pace!.NextDue, From is null ? _measureFrom : _measureTo) : _nextLook;

    private int UnansweredCount => _publishers.Sum(publisher => publisher.WaitingCount);

    public void Fire(long now)
    {
        if (_step == Step.Publish)
        {
            Measure(now);
            while (_step == Step.Publish && _pace!.NextDue <= now)
            {
                PublishNext(_pace.Take());
            }

            return;
        }

        _nextLook = now + Clock.Seconds(LookSeconds);
        if (IsDone(_step))
        {
            Begin(++_step, now);
        }
        else if (now >= _giveUpAt)
        {
            throw Lost($"{_step}: {_filtered} clients are there; {UnansweredCount} answers and {ExpectedCount - _delivered} deliveries "
                + "of those that had to come did not");
        }
    }

    /// <summary>Drops all connections.</summary>
    public void Drop()
    {
        Array.ForEach(_clients, client => client.Abort());
        Array.ForEach(_publishers, publisher => publisher.Abort());
    }

    internal bool IsPublished(long number) => number >= FeedFacts.FirstNumber && number < FeedFacts.FirstNumber + _due.Count;

    /// <summary>The publisher and class of an event, as the place of its stream.</summary>
    internal int StreamOf(long number) => (PublisherOf(number) * FeedFacts.Classes) + ClassOf(number);

    /// <summary>A client's filters were set.</summary>
    internal void Filtered()
    {
        _filtered++;
        if (_step == Step.Connect && _opened < _clients.Length)
        {
            _clients[_opened++].Open();
        }
    }

    /// <summary>An event that was right has come to a client.</summary>
    internal void Delivered(long number, long now, ReadOnlySpan<byte> message)
    {
        var due = _due[(int)(number - FeedFacts.FirstNumber)];
        if (++_delivered % ReadEvery == 0
            && FeedEvents.WrongPropertyOf(message, FeedFacts.Of(number, _options.Seed), ClassOf(number)) is { } wrong)
        {
            Faults.Add($"event {number}: {wrong}");
        }

        if (due >= _measureFrom)
        {
            Figures.Deliver.Add(now - due);
        }
    }

    /// <summary>So many deliveries will not come any more.</summary>
    internal void Missed(int count) => _delivered += count;

    /// <summary>What must stay is gone.</summary>
    internal BenchException Lost(string what)
    {
        Faults.Add(what);
        return new BenchException("given up: without it the rest would mean nothing");
    }

    private int PublisherOf(long number) => (int)(number % _publishers.Length);

    private int ClassOf(long number) => (int)(number / _publishers.Length % FeedFacts.Classes);

    private bool IsDone(Step step) => step switch
    {
        Step.LogIn => _publishers.All(publisher => publisher.IsReady),
        Step.Connect or Step.Confirm => _filtered == _clients.Length,
        _ => UnansweredCount == 0 && _delivered == ExpectedCount,
    };

    private void Begin(Step step, long now)
    {
        _giveUpAt = now + Clock.Seconds(StepSecondsMax);
        switch (step)
        {
            case Step.Connect:
                for (var count = _options.Concurrency ?? DefaultConcurrency; count > 0 && _opened < _clients.Length; count--)
                {
                    _clients[_opened++].Open();
                }

                break;
            case Step.Publish:
                _pace = new Pace(now, _options.Rate ?? DefaultRate, _random);
                _measureFrom = now + Clock.Seconds(_options.Warmup);
                _measureTo = _measureFrom + Clock.Seconds(_options.Seconds);
                break;
            case Step.Confirm:
                _filtered = 0;
                Array.ForEach(_clients, client => client.Filter());
                break;
            default:
                break;
        }
    }

    private void Measure(long now)
    {
        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
            _deliveredBefore = _delivered;
        }

        if (now >= _measureTo)
        {
            To = Usage.Now(_server);
            DeliveredCount = _delivered - _deliveredBefore;
            ServerKib = Memory.ResidentKib(_server);
            Begin(++_step, now);
        }
    }

    private void PublishNext(long due)
    {
        var number = FeedFacts.FirstNumber + _due.Count;
        _due.Add(due);
        var (facts, stream) = (FeedFacts.Of(number, _options.Seed), StreamOf(number));
        foreach (var filters in _filters)
        {
            if (filters.Passes(facts))
            {
                filters.Expected[stream].Add(number);
                ExpectedCount += filters.ClientCount;
            }
        }

        _publishers[PublisherOf(number)].Publish(facts, ClassOf(number), due, due >= _measureFrom ? Figures : null);
    }
}
