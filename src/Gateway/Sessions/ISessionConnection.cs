using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>A logged-in session as its front end holds it.</summary>
internal interface ISessionConnection
{
    /// <summary>Who it is. When this gateway goes on as a new incarnation, the session is closed.</summary>
    SessionClaim Claim { get; }

    /// <summary>Number of its subscriptions, the automatic ones included.</summary>
    int SubscriptionCount { get; }

    /// <summary>
    /// Unlists the session: no more events or requests, and its id becomes free. Its connection stays. From any thread, more than once.
    /// </summary>
    /// <param name="code">What its connection is going to be closed with; null: not known, or closed already.</param>
    void End(CloseCode? code = null);

    /// <summary>Ends the session and its connection. May be called from any thread, and more than once.</summary>
    void Close(CloseCode code, string? reason = null);

    /// <summary>Sends it another client's request; its place among its events is fixed on return.</summary>
    /// <param name="request">The request, JSON up to its tid, on one line.</param>
    /// <param name="acknowledged">Called when the session says that its answer will be late.</param>
    /// <returns>
    /// The reply's members but the tid, JSON; empty: the session went away. Ends within the limits for requests of the server, or when
    /// the session ends; never fails.
    /// </returns>
    Task<byte[]> Relay(ReadOnlyMemory<byte> request, Action acknowledged);

    /// <summary>What is told of it, JSON: <c>{"remote":…,"type":…,"subscriptions":N,…}</c>.</summary>
    byte[] Describe();

    /// <summary>Its subscriptions, a JSON list of what <c>get_subscriptions</c> tells (docs/protocols/external-api.md, 3).</summary>
    byte[] ListSubscriptions();
}
