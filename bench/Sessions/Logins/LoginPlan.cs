namespace EventPlatform.Bench.Sessions.Logins;

/// <summary>How logins come.</summary>
/// <param name="Rate">A second; null: as fast as they are carried out.</param>
/// <param name="Concurrency">Connections at most that are on their way in or out.</param>
/// <param name="Warmup">Seconds that are not measured.</param>
/// <param name="Seconds">Seconds that are.</param>
/// <param name="Keep">Sessions that stay; 0: none does.</param>
internal sealed record LoginPlan(double? Rate, int Concurrency, double Warmup, double Seconds, int Keep)
{
    /// <summary>Logins after which the measurement ends; 0: its time ends it.</summary>
    public int Count { get; init; }

    /// <summary>Whether each session subscribes once.</summary>
    public bool Subscribes { get; init; }

    /// <summary>Enough for two cores to be busy without waiting, and small beside the time of a login.</summary>
    private const int UnpacedConcurrency = 64;

    /// <summary>At a rate, those that come late must not be kept from coming; above it the latency tells.</summary>
    private const int PacedConcurrency = 1_000;

    /// <summary>300 that come and go before memory is looked at, so that compiled code is there.</summary>
    internal static LoginPlan First { get; } = new(Rate: 150, Concurrency: 64, Warmup: 0, Seconds: 2, Keep: 0);

    public static LoginPlan Of(BenchOptions options) => new(
        options.Rate,
        options.Concurrency ?? (options.Rate is null ? UnpacedConcurrency : PacedConcurrency),
        options.Warmup,
        options.Seconds,
        options.Keep);
}
