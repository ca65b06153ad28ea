using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.Sessions;

/// <summary>The sessions of this gateway, and where the others are. This gateway is the truth about its own.</summary>
internal interface ISessions
{
    /// <summary>This gateway, as claims name it.</summary>
    GatewayRef Self { get; }

    /// <summary>The sessions of this gateway that are logged in, in any order.</summary>
    IReadOnlyCollection<ISessionConnection> Local { get; }

    /// <summary>A session of this gateway.</summary>
    ISessionConnection? FindLocal(string sessionId);

    /// <summary>Claims the id in the cluster and lists the session. Taken: it is in use, as the gateway that has it says, too.</summary>
    Task<GatewayResult<Unit>> Login(ISessionConnection session, CancellationToken cancellationToken);

    /// <summary>
    /// The session's connection ended: it is unlisted at once; the cluster is told in the background, again until it knows.
    /// </summary>
    void Logout(ISessionConnection session);

    /// <summary>
    /// The sessions of all live gateways, in any order; of one service if given. This gateway's are looked up when they are enumerated:
    /// they may be many, and a list of them is an object that is expensive to collect.
    /// </summary>
    Task<GatewayResult<IEnumerable<SessionClaim>>> List(string? service, CancellationToken cancellationToken);

    /// <summary>The sessions of a user, oldest first.</summary>
    Task<GatewayResult<ImmutableArray<SessionClaim>>> OfUser(string service, string user, CancellationToken cancellationToken);

    /// <summary>Where a session is. NotFound: nobody has it.</summary>
    Task<GatewayResult<SessionClaim>> Find(string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Passes a client's request on to a session, wherever it is; requests of one caller arrive in their order. Gone or Full: its
    /// gateway does not take it.
    /// </summary>
    /// <param name="target">The session, as <see cref="Find"/> told.</param>
    /// <param name="request">The request up to its tid, on one line.</param>
    /// <param name="cancellationToken">Ends the wait for it to be on its way.</param>
    Task<GatewayResult<Relayed>> Relay(SessionClaim target, byte[] request, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the cluster knows of the last logout with this id, so that it is free everywhere; a failure when it does not in 5 s.
    /// </summary>
    Task<GatewayResult<Unit>> WhenFree(string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Closes a session wherever it is, and ends when its id is free. NotFound: nobody has it. The value is who it was.
    /// </summary>
    Task<GatewayResult<SessionClaim>> Stop(string sessionId, bool byAdministrator, CancellationToken cancellationToken);

    /// <summary>What its gateway tells of a session, JSON as <see cref="ISessionConnection.Describe"/>. NotFound: nobody has it.</summary>
    Task<GatewayResult<byte[]>> Describe(string sessionId, CancellationToken cancellationToken);

    /// <summary>A session's subscriptions, JSON as <see cref="ISessionConnection.ListSubscriptions"/>. NotFound: nobody has it.</summary>
    Task<GatewayResult<byte[]>> Subscriptions(string sessionId, CancellationToken cancellationToken);
}
