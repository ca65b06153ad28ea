using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Who this gateway is. The incarnation is replaced when its lease was lost.</summary>
internal sealed class GatewayIdentity
{
    private readonly IIdSource _ids;
    private volatile GatewayRef _current;

    public GatewayIdentity(string gatewayId, IIdSource ids)
    {
        _ids = ids;
        First = _current = new GatewayRef(gatewayId, ids.NewId());
    }

    /// <summary>The incarnation this process started with: what origins of its changes name.</summary>
    public GatewayRef First { get; }

    public GatewayRef Current => _current;

    /// <summary>What it tells of its process.</summary>
    public GatewayFacts Facts { get; init; } = new(StartedAt: 0, HostsSilo: false);

    internal void Renew() => _current = new GatewayRef(_current.GatewayId, _ids.NewId());
}
