using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The clients of a scenario by name, connected when they are first used.</summary>
/// <param name="gateways">Where to.</param>
/// <param name="column">How, and whether they alternate between two gateways.</param>
/// <param name="run">What <c>$run</c> is.</param>
internal sealed class Peers(GatewaySet gateways, Column column, string run) : IAsyncDisposable
{
    private readonly Dictionary<string, Peer> _peers = [];
    private readonly List<string> _names = [];
    private int _refusedStatus;

    internal IEnumerable<Peer> All => _names.Select(name => _peers[name]);

    internal Peer this[string name] =>
        _peers.GetValueOrDefault(name) ?? throw new InvalidOperationException($"'{name}' is not connected.");

    internal async Task<Peer> Of(Who who)
    {
        if (!_peers.TryGetValue(who.Name, out var peer))
        {
            peer = await Open(who, Entrance.Default) ?? throw new InvalidDataException("the upgrade was refused");
        }

        return peer;
    }

    /// <returns>null, or the status with which the upgrade was refused.</returns>
    internal async Task<int?> Connect(Who who, Entrance entrance)
    {
        if (_peers.ContainsKey(who.Name))
        {
            throw new InvalidOperationException($"'{who.Name}' is connected already.");
        }

        return await Open(who, entrance) is null ? _refusedStatus : null;
    }

    internal async Task<HttpCaller> Caller(Who who) => new(await gateways.Gateway(who.Gateway ?? 1));

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }
    }

    private async Task<Peer?> Open(Who who, Entrance entrance)
    {
        var ports = await gateways.Gateway(GatewayOf(who));
        Peer? peer;
        switch (entrance.Over ?? column.Transport)
        {
            case Transport.Http when who.Name == "a":
                peer = new RpcPeer(new HttpCaller(ports), $"a-{run}");
                break;
            case Transport.Tcp:
                peer = await TcpPeer.Open(ports.ExternalApiTcp);
                break;
            case Transport.Status:
                peer = await TcpPeer.OpenStatus(ports.Status);
                break;
            case Transport.StatusTls:
                peer = await TcpPeer.OpenStatusTls(ports.StatusTls);
                break;
            case Transport.Feed:
                (peer, _refusedStatus) = await WebSocketPeer.OpenFeed(ports.Http, entrance.Path.TrimStart('/'));
                break;
            default:
                (peer, _refusedStatus) = await WebSocketPeer.Open(entrance.IsOnHttp ? ports.Http : ports.ExternalApi, entrance.Path);
                break;
        }

        if (peer is not null)
        {
            _peers.Add(who.Name, peer);
            _names.Add(who.Name);
        }

        return peer;
    }

    private int GatewayOf(Who who) => who.Gateway ?? (column.IsSpread ? (_names.Count % 2) + 1 : 1);
}
