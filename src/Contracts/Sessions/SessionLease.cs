namespace EventPlatform.Contracts.Sessions;

/// <summary>
/// How often a gateway claims each of its sessions again, and how long grains keep one that nobody claims. One for all silos and gateways
/// of a platform.
/// </summary>
/// <param name="RenewEvery">Between two claims of a session: what grains have lost comes back within it.</param>
/// <param name="Duration">A session ends itself after it; longer than two claims, of which one may fail.</param>
public sealed record SessionLease(TimeSpan RenewEvery, TimeSpan Duration)
{
    /// <summary>Where a silo may be lost with the grains that live there, while gateways and other silos go on.</summary>
    public static SessionLease WhereGrainsAreLostAlone { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(40));

    /// <summary>
    /// Where gateway and grains live and die in one process, so that nothing is there to come back: renewals only tell that the gateway
    /// has not forgotten a session, and are a large part of what idle sessions cost.
    /// </summary>
    public static SessionLease WhereGrainsAreLostTogether { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(160));

    /// <summary>A user's grain forgets a session it has not heard of for so long: longer than the session needs to end itself.</summary>
    public TimeSpan UserSilenceMax => Duration * 1.5;
}
