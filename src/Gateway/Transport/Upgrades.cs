namespace EventPlatform.Gateway.Transport;

/// <summary>Asks the front ends about an upgrade.</summary>
internal sealed class Upgrades(IEnumerable<IWebSocketEndpoint> endpoints)
{
    private readonly IWebSocketEndpoint[] _endpoints = [.. endpoints];

    /// <summary>
    /// What becomes of an upgrade. The front end decides first, so that a stranger learns nothing but that; then the handshake is checked.
    /// </summary>
    /// <returns>null: no front end has this path.</returns>
    public async ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken)
    {
        foreach (var endpoint in _endpoints)
        {
            if (await endpoint.Decide(request, cancellationToken) is { } decision)
            {
                return Check(request, decision);
            }
        }

        return null;
    }

    private static UpgradeDecision Check(UpgradeRequest request, UpgradeDecision decision)
    {
        if (decision is not UpgradeDecision.Accept accept || WebSocketHandshake.Check(request.Headers) is not { } refusal)
        {
            return decision;
        }

        accept.Abandoned?.Invoke();
        return new UpgradeDecision.Refuse(refusal);
    }
}
