using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Lets readers in, in whatever format.</summary>
/// <param name="limits">The limits as they are now.</param>
/// <param name="store">Has the gate.</param>
/// <param name="history">What can be told again.</param>
/// <param name="audience">Who gets live events.</param>
/// <param name="resume">Finds where who comes back goes on.</param>
/// <param name="metrics">Counts connections.</param>
/// <param name="addresses">Counts the connections of each client address.</param>
internal sealed class FeedEntrance(
    Func<LimitsOptions> limits,
    ReplicaStore store,
    FeedHistory history,
    FeedAudience audience,
    FeedResume resume,
    FeedMetrics metrics,
    AddressConnections addresses)
{
    /// <summary>The limits as they are now.</summary>
    public LimitsOptions Limits => limits();

    /// <summary>
    /// From here on no event is missed, and the reader counts as a connection, so that many at once do not pass the limit. It must be
    /// ended.
    /// </summary>
    /// <param name="query">Its filters, and where it wants to go on.</param>
    /// <param name="format">How it gets events.</param>
    /// <param name="address">The client's.</param>
    /// <param name="cancellationToken">Ends the waiting for what another gateway has told already.</param>
    /// <returns>null: its address has too many connections.</returns>
    public async ValueTask<FeedVisit?> Open(FeedQuery query, FeedFormat format, IPAddress address, CancellationToken cancellationToken)
    {
        var now = limits();
        if (!addresses.TryEnter(address, now.ConnectionsPerAddress))
        {
            return null;
        }

        try
        {
            return await Enter(query, new FeedClient(format, now.FeedQueueBytes, metrics.Door), address, cancellationToken);
        }
        catch
        {
            addresses.Leave(address);
            throw;
        }
    }

    private async ValueTask<FeedVisit> Enter(FeedQuery query, FeedClient client, IPAddress address, CancellationToken cancellationToken)
    {
        FeedReplay? replay = null;
        if (query.Since is { } since
            && await resume.Find(since, () => audience.AddStranger(client), cancellationToken) is { } cursor)
        {
            replay = new FeedReplay(store, history, audience, client, query.Filters, cursor, metrics.Door);
        }
        else
        {
            audience.Add(client, query.Filters);
        }

        return new FeedVisit(audience, client, replay, () => addresses.Leave(address));
    }
}
