namespace EventPlatform.Grains.Sessions;

/// <summary>How often a session that is renewed tells its user's grain that it lives.</summary>
/// <param name="Every">
/// Least time between two times, shorter than <see cref="UserIndex.SilenceMax"/> less two renewals; a session that has just been claimed
/// tells at once.
/// </param>
public sealed record UserRenewal(TimeSpan Every)
{
    /// <summary>With each renewal: a user's grain may have been lost with its silo, while the session's lives on another.</summary>
    public static UserRenewal Always { get; } = new(TimeSpan.Zero);

    /// <summary>
    /// With each second renewal, where all grains live in one process, so that none is lost alone. Calls to users are a part of what idle
    /// sessions cost.
    /// </summary>
    public static UserRenewal WhereGrainsAreLostTogether { get; } = new(TimeSpan.FromSeconds(20));
}
