using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The clients of a scenario by name, connected when they are first used.</summary>
/// <param name="gateways">Where to.</param>
/// <param name="column">How, and whether they alternate between two gateways.</param>
/// <param name="run">What <c>$run</c> is.</param>
internal sealed class Peers(GatewaySet gateways, Column column, string run) : IAsyncDisposable
{
    private const string FeedPath = "/communication_manager/ws/event";
    private const string EventStreamPath = "/communication_manager/sse/event";
    private static readonly Credentials RealmUser = new(HttpScheme.Basic, "manager:manag3rpa55word");

    private readonly Dictionary<string, Peer> _peers = [];
    private readonly List<string> _names = [];

    internal IEnumerable<Peer> All => _names.Select(name => _peers[name]);

    internal Peer this[string name] =>
        _peers.GetValueOrDefault(name) ?? throw new InvalidOperationException($"'{name}' is not connected.");

    internal async Task<Peer> Of(Who who)
    {
        if (!_peers.TryGetValue(who.Name, out var peer))
        {
            (peer, var answer) = await Open(who, Entrance.Default);
            _ = peer ?? throw new InvalidDataException($"refused: {answer?.Status}");
        }

        return peer;
    }

    /// <returns>Whether it is open, and the answer to what asked for it; null: nothing asks in lines and calls.</returns>
    internal async Task<(bool IsOpen, OpeningAnswer? Answer)> Connect(Who who, Entrance entrance)
    {
        if (_peers.ContainsKey(who.Name))
        {
            throw new InvalidOperationException($"'{who.Name}' is connected already.");
        }

        var (peer, answer) = await Open(who, entrance);
        return (peer is not null, answer);
    }

    internal async Task<HttpCaller> Caller(Who who) => new(await gateways.Gateway(who.Gateway ?? 1));

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }
    }

    private async Task<(Peer? Peer, OpeningAnswer? Answer)> Open(Who who, Entrance entrance)
    {
        var ports = await gateways.Gateway(GatewayOf(who));
        var transport = entrance.Over ?? column.Transport;
        Peer? peer;
        OpeningAnswer? answer = null;
        switch (transport)
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
            case Transport.Feed or Transport.FeedTls:
                // What has happened before is not told to it.
                await gateways.Settle();
                var upgrade = AtFeed(FeedPath, ports, entrance, transport == Transport.FeedTls);
                (peer, answer) = await WebSocketPeer.Open(upgrade, new FeedMessages(run));
                break;
            case Transport.Sse or Transport.SseTls:
                await gateways.Settle();
                var opening = AtFeed(EventStreamPath, ports, entrance, transport == Transport.SseTls);
                (peer, answer) = await SsePeer.Open(opening, new FeedMessages(run));
                break;
            default:
                (peer, answer) = await WebSocketPeer.Open(AtApi(ports, entrance), feed: null);
                break;
        }

        if (peer is not null)
        {
            _peers.Add(who.Name, peer);
            _names.Add(who.Name);
        }

        return (peer, answer);
    }

    private static Opening AtApi(Ports ports, Entrance entrance) => new(
        entrance.IsOnHttp ? ports.Http : ports.ExternalApi,
        IsTls: false,
        entrance.Path ?? "/",
        entrance.Credentials is { } own ? AuthorizationText.Of(own.Scheme, own.Text) : null,
        entrance.Headers);

    private static Opening AtFeed(string usualPath, Ports ports, Entrance entrance, bool isTls)
    {
        var (path, who) = (entrance.Path ?? "", entrance.Credentials ?? RealmUser);
        return new Opening(
            isTls ? ports.Https : ports.Http,
            isTls,
            path.StartsWith('/') ? path : usualPath + path,
            AuthorizationText.Of(who.Scheme, who.Text),
            entrance.Headers);
    }

    private int GatewayOf(Who who) => who.Gateway ?? (column.IsSpread ? (_names.Count % 2) + 1 : 1);
}
