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

    /// <summary>Ends the session and its connection. May be called from any thread, and more than once.</summary>
    void Close(CloseCode code, string? reason = null);

    /// <summary>What is told of it, JSON: <c>{"remote":…,"type":…,"subscriptions":[…],…}</c>.</summary>
    byte[] Describe();
}
