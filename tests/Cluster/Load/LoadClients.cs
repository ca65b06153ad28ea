using System.Collections.Immutable;
using System.Globalization;
using EventPlatform.ClusterRounds.Checks;
using EventPlatform.ClusterRounds.Nodes;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>
/// All clients of a run: at each gateway two publishers, two setters, a subscriber, a caller, a watcher and idle sessions.
/// </summary>
internal sealed class LoadClients
{
    private const int PublishersPerGateway = 2;
    private const int SettersPerGateway = 2;

    private readonly LoadContext _context;
    private readonly List<ApiClient> _sessions = [];
    private readonly List<StatusSetter> _setters = [];
    private readonly List<Publisher> _publishers = [];

    public LoadClients(RunningCluster cluster, RoundsOptions options, Findings findings)
    {
        var gateways = cluster.Gateways;
        _context = new LoadContext([.. gateways.SelectMany(SourcesOf)], findings);
        var rate = options.Rate / (gateways.Count * PublishersPerGateway);
        var sources = _context.Sources.GetEnumerator();
        foreach (var gateway in gateways)
        {
            for (var number = 0; number < PublishersPerGateway && sources.MoveNext(); number++)
            {
                _publishers.Add(new Publisher(sources.Current, "publisher", gateway, _context, rate));
            }

            Subscribers.Add(new Subscriber($"subscriber-{gateway.Name}", "subscriber", gateway, _context));
            _sessions.Add(new Caller($"caller-{gateway.Name}", "caller", gateway, _context, SeedFiles.Extensions[^(1 + Watchers.Count)]));
            _sessions.AddRange(Enumerable.Range(1, options.Held).Select(number => new HeldClient(
                string.Create(CultureInfo.InvariantCulture, $"held-{gateway.Name}-{number}"), "held", gateway, _context)));
            Watchers.Add(new LogoutWatcher(gateway));
        }

        _sessions.AddRange(_publishers);
        _sessions.AddRange(Subscribers);
        AddSetters(gateways, options.Seed);
    }

    /// <summary>Accounts that they log in to.</summary>
    public static IReadOnlyList<string> Users { get; } = ["publisher", "subscriber", "caller", "held"];

    public LoadContext Context => _context;

    public ClientBook Book => _context.Clients;

    public List<Subscriber> Subscribers { get; } = [];

    public List<LogoutWatcher> Watchers { get; } = [];

    /// <summary>Whether all are connected and have begun.</summary>
    public bool AreReady => _sessions.TrueForAll(client => client.IsReady) && Watchers.TrueForAll(watcher => watcher.IsReady);

    /// <summary>Those that are not, in words.</summary>
    public string Missing => string.Join(", ", _sessions.Where(client => !client.IsReady).Select(client => client.Name));

    /// <summary>Each publisher with each subscriber, as far as neither is at one of these gateways.</summary>
    public IReadOnlyList<(string Subscriber, EventSource Source)> Pairs(ImmutableArray<GatewayNode> without) =>
    [
        .. from subscriber in Subscribers
           from publisher in _publishers
           where !without.Contains(subscriber.Gateway) && !without.Contains(publisher.Gateway)
           select (subscriber.Name, publisher.Source),
    ];

    /// <summary>All of them until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var running = _sessions.Select(client => client.Run(cancellationToken))
            .Concat(Watchers.Select(watcher => watcher.Run(cancellationToken)))
            .Concat(_setters.Select(setter => setter.Run(cancellationToken)))
            .ToList();
        var first = await Task.WhenAny(running);
        try
        {
            await first;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IEnumerable<EventSource> SourcesOf(GatewayNode gateway) => Enumerable.Range(1, PublishersPerGateway)
        .Select(number => new EventSource(string.Create(CultureInfo.InvariantCulture, $"{gateway.Name}-{number}")));

    /// <summary>Each has extensions of its own: a thing is changed by one client at a time. The last few are the callers'.</summary>
    private void AddSetters(IReadOnlyList<GatewayNode> gateways, int seed)
    {
        var count = gateways.Count * SettersPerGateway;
        var all = SeedFiles.Extensions.SkipLast(60).ToList();
        for (var number = 0; number < count; number++)
        {
            var own = all.Where((_, index) => index % count == number).ToList();
            var name = string.Create(CultureInfo.InvariantCulture, $"setter{number + 1}");
            _setters.Add(new StatusSetter(name, gateways[number % gateways.Count], own, new Random(seed + number), _context));
        }
    }
}
