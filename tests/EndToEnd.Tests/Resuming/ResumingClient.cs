using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>
/// A client of the feed that leaves and comes back at random, at either gateway, with the id of the last event that it was told.
/// </summary>
/// <param name="scene">What it shares with others.</param>
/// <param name="filter">What it wants to be told.</param>
/// <param name="isServerSent">Server-Sent Events, or else WebSocket.</param>
/// <param name="random">Its own.</param>
internal sealed class ResumingClient(ResumeScene scene, FeedFilter filter, bool isServerSent, Random random)
{
    /// <summary>A connection lasts until so many events happened, whether the client was told of them or not.</summary>
    private const int HappenMax = 100;

    /// <summary>Every other connection is cut after so many events at the latest.</summary>
    private const int EventsMax = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<HistoryEntry> _history = [];
    private (HistoryEntry.Told Told, GatewayRun Gateway)? _last;

    /// <summary>The gateway that has told everything since the client began; null: there were several.</summary>
    private GatewayRun? _only;

    internal FeedFilter Filter => filter;

    internal IReadOnlyList<HistoryEntry> History => _history;

    /// <summary>Connections that it cut by a reset.</summary>
    internal int Resets { get; private set; }

    /// <summary>Connections that it left in order.</summary>
    internal int Farewells { get; private set; }

    /// <summary>Connections that the gateway ended.</summary>
    internal int Ended { get; private set; }

    public override string ToString() => $"{(isServerSent ? "SSE" : "WebSocket")} {filter}";

    /// <summary>Comes and leaves so many times.</summary>
    internal async Task Run(int connections, CancellationToken cancellationToken)
    {
        while (connections > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await Connect(random.Next(2)) is { } visit)
            {
                using var connection = visit.Connection;
                connections--;
                scene.Connections.Advance();
                await Stay(visit, cancellationToken);
            }
        }
    }

    /// <summary>Comes once more and stays until it was told the last events.</summary>
    /// <param name="last">All that happened since it left.</param>
    internal async Task Finish(IEnumerable<ToldEvent> last, CancellationToken cancellationToken)
    {
        var missing = last.Where(told => filter.Admits(told.Json)).ToHashSet();
        var visit = await Connect(random.Next(2)) ?? throw new InvalidDataException("The gateway is not there.");
        using var connection = visit.Connection;
        while (missing.Count > 0 && !visit.IsAnew)
        {
            var message = await connection.Next().WaitAsync(Patience, cancellationToken)
                ?? throw new InvalidDataException("The gateway has ended the connection.");
            if (Take(message, visit) is { } told)
            {
                missing.Remove(told);
            }
        }
    }

    /// <returns>null: the gateway at the place is not there.</returns>
    private async Task<Visit?> Connect(int place)
    {
        var gateway = scene.Gateways.Of(place);
        var connection = await Open(gateway.Ports.Http);
        if (connection is null || gateway != scene.Gateways.Of(place))
        {
            connection?.Dispose();
            return null;
        }

        var visit = new Visit(connection, gateway, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), _last is not null);
        if (_last is null)
        {
            _only = gateway;
            _history.Add(new HistoryEntry.Began(visit.At, gateway));
        }

        return visit;
    }

    private Task<FeedConnection?> Open(int port)
    {
        var (inQuery, inHeader) = (_last?.Told.Id, (string?)null);
        if (isServerSent && random.Next(2) == 0)
        {
            // The header wins.
            (inQuery, inHeader) = (random.Next(2) == 0 ? "1.1.1" : null, _last?.Told.Id);
            inQuery = inHeader is null ? null : inQuery;
        }

        string[] since = inQuery is null ? [] : [$"since={Uri.EscapeDataString(inQuery)}"];
        var query = "?" + string.Join('&', [.. filter.Parameters, .. since]);
        return isServerSent
            ? ServerSentFeed.Open(port, query, inHeader is null ? [] : [$"Last-Event-ID: {inHeader}"])
            : WebSocketFeed.Open(port, query);
    }

    private async Task Stay(Visit visit, CancellationToken cancellationToken)
    {
        var connection = visit.Connection;
        var leaving = scene.Witnessed.Reach(scene.Witnessed.Count + random.Next(1, HappenMax)).WaitAsync(cancellationToken);
        var left = random.Next(2) == 0 ? random.Next(1, EventsMax) : int.MaxValue;
        if (connection is WebSocketFeed socket && random.Next(4) == 0)
        {
            await socket.Say(filter.Message);
        }

        var next = connection.Next();
        while (left > 0 && await Task.WhenAny(next, leaving) == next)
        {
            if (await next is not { } message)
            {
                Ended++;
                MustBeEnding(visit, "the gateway has ended the connection");
                return;
            }

            left -= Take(message, visit) is null ? 0 : 1;
            next = connection.Next();
        }

        await (random.Next(2) == 0 ? Cut(connection, next) : Leave(visit, next));
    }

    /// <summary>What has come by now and was not taken is lost.</summary>
    private async Task Cut(FeedConnection connection, Task<FeedMessage?> next)
    {
        Resets++;
        connection.Reset();
        await next;
    }

    private async Task Leave(Visit visit, Task<FeedMessage?> next)
    {
        Farewells++;
        await visit.Connection.Leave();
        while (await next.WaitAsync(Patience) is { } message)
        {
            Take(message, visit);
            next = visit.Connection.Next();
        }

        if (visit.Connection is { AnswersFarewell: true, IsClosed: false })
        {
            MustBeEnding(visit, "the farewell was not answered");
        }
    }

    private void MustBeEnding(Visit visit, string what)
    {
        if (!visit.Gateway.IsEnding && !(scene.IsWindowShort && (visit.IsResuming || visit.IsResumed)))
        {
            throw new InvalidDataException($"{this}: {what}");
        }
    }

    /// <returns>The event; null: it is something else.</returns>
    private ToldEvent? Take(FeedMessage message, Visit visit)
    {
        var json = JsonElement.Parse(message.Text);
        if (json.Text("correlationId") is not null)
        {
            return json.Text("type") == "success" ? null : throw new InvalidDataException($"{this}: {json}");
        }

        if (visit.IsResuming)
        {
            visit.IsResuming = false;
            if (message.Resumed is null && !isServerSent)
            {
                throw new InvalidDataException($"{this}: first came {json}");
            }

            var (told, toldBy) = _last!.Value;
            _history.Add(new HistoryEntry.Resumed(message.Resumed ?? true, visit.At, visit.Gateway, toldBy, told));
            visit.IsResumed = message.Resumed != false;
            visit.IsAnew = message.Resumed == false;
            _only = visit.IsAnew || _only == visit.Gateway ? visit.Gateway : null;
            if (message.Resumed is not null)
            {
                return null;
            }
        }

        if (message.Resumed is not null)
        {
            throw new InvalidDataException($"{this}: {json} was not to come here");
        }

        var (next, id) = scene.Events.Of(json, _only);
        var entry = new HistoryEntry.Told(next, id);
        _last = (entry, visit.Gateway);
        _history.Add(entry);
        return next;
    }
}
