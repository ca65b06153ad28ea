using EventPlatform.Gateway.EventFeed.Filters;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>The clients that have the same filters: an event is tested once for all of them. Guarded by the replica's gate.</summary>
internal sealed class FeedGroup(FilterSet filters)
{
    private readonly List<FeedClient> _clients = [];

    public FilterSet Filters { get; } = filters;

    public int Count => _clients.Count;

    public bool IsEmpty => _clients.Count == 0;

    public void Add(FeedClient client)
    {
        client.Group = this;
        client.Index = _clients.Count;
        _clients.Add(client);
    }

    public void Remove(FeedClient client)
    {
        // The last one takes its place; nobody depends on the order.
        var last = _clients[^1];
        _clients[client.Index] = last;
        last.Index = client.Index;
        _clients.RemoveAt(_clients.Count - 1);
        client.Group = null;
    }

    /// <param name="payload">Shared by all.</param>
    public void Offer(FeedPayload payload)
    {
        foreach (var client in _clients)
        {
            client.Offer(payload);
        }
    }
}
