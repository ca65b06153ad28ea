namespace EventPlatform.Contracts.Sessions;

/// <summary>A gateway's claim that it holds a session. Of two owners the earlier (login time, then incarnation) stays.</summary>
/// <param name="SessionId">The session's id, unique in the cluster whatever the service.</param>
/// <param name="Service">The service (bus) the session logged in to.</param>
/// <param name="User">The user name.</param>
/// <param name="UserId">The account's id, or the name's UUID version 5 for a user without one.</param>
/// <param name="Owner">The gateway that holds the connection.</param>
/// <param name="LoginTime">When the login was accepted, Unix milliseconds.</param>
/// <param name="Remote">The client as <c>transport:ip:port</c>.</param>
/// <param name="Ip">The client's address as text, IPv4 plainly also when mapped.</param>
/// <param name="Port">The client's port.</param>
[GenerateSerializer, Immutable, Alias("ep.SessionClaim")]
public sealed record SessionClaim(
    [property: Id(0)] string SessionId,
    [property: Id(1)] string Service,
    [property: Id(2)] string User,
    [property: Id(3)] Guid UserId,
    [property: Id(4)] GatewayRef Owner,
    [property: Id(5)] long LoginTime,
    [property: Id(6)] string Remote,
    [property: Id(7)] string Ip,
    [property: Id(8)] int Port);
