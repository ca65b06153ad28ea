namespace EventPlatform.Gateway.Transport;

/// <summary>
/// A front end that speaks WebSocket. All registered ones (<c>services.AddSingleton&lt;IWebSocketEndpoint, T&gt;()</c>) are asked in order
/// of registration; an upgrade that nobody claims goes on to HTTP.
/// </summary>
internal interface IWebSocketEndpoint
{
    /// <summary>
    /// Decides over an upgrade by path, address and headers, before the handshake's own rules are checked.
    /// The request may not be kept: take what the connection needs into the decision.
    /// </summary>
    /// <returns>null: not mine.</returns>
    ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken);
}
