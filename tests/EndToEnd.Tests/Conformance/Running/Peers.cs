using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The clients of a scenario by name, connected when they are first used.</summary>
/// <param name="gateways">Where to.</param>
/// <param name="column">How, and whether they alternate between two gateways.</param>
/// <param name="run">What <c>$run</c> is.</param>
internal sealed class Peers(GatewaySet gateways, Column column, string run) : IAsyncDisposable
{
    private const string FeedPath = "/communication_manager/ws/event";
    private static readonly Credentials RealmUser = new(HttpScheme.Basic, "manager:manag3rpa55word");

    private readonly Dictionary<string, Peer> _peers = [];
    private readonly List<string> _names = [];
    private UpgradeRefusal? _refusal;

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

    /// <returns>null, or how the upgrade was refused.</returns>
    internal async Task<UpgradeRefusal?> Connect(Who who, Entrance entrance)
    {
        if (_peers.ContainsKey(who.Name))
        {
            throw new InvalidOperationException($"'{who.Name}' is connected already.");
        }

        return await Open(who, entrance) is null ? _refusal : null;
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
        var transport = entrance.Over ?? column.Transport;
        Peer? peer;
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
                (peer, _refusal) = await WebSocketPeer.Open(FeedUpgrade(ports, entrance, transport), new FeedMessages(run));
                break;
            default:
                (peer, _refusal) = await WebSocketPeer.Open(ApiUpgrade(ports, entrance), feed: null);
                break;
        }

        if (peer is not null)
        {
            _peers.Add(who.Name, peer);
            _names.Add(who.Name);
        }

        return peer;
    }

    private static Upgrade ApiUpgrade(Ports ports, Entrance entrance) => new(
        entrance.IsOnHttp ? ports.Http : ports.ExternalApi,
        IsTls: false,
        entrance.Path ?? "/",
        entrance.Credentials is { } own ? AuthorizationText.Of(own.Scheme, own.Text) : null,
        entrance.Headers);

    private static Upgrade FeedUpgrade(Ports ports, Entrance entrance, Transport transport)
    {
        var (isTls, path, who) = (transport == Transport.FeedTls, entrance.Path ?? "", entrance.Credentials ?? RealmUser);
        return new Upgrade(
            isTls ? ports.Https : ports.Http,
            isTls,
            path.StartsWith('/') ? path : FeedPath + path,
            AuthorizationText.Of(who.Scheme, who.Text),
            entrance.Headers);
    }

    private int GatewayOf(Who who) => who.Gateway ?? (column.IsSpread ? (_names.Count % 2) + 1 : 1);
}
