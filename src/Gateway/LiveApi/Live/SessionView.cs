using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>A session; its number of subscriptions is known to its gateway and is asked for last.</summary>
internal sealed record SessionView(SessionClaim Claim, int Subscriptions = 0);
