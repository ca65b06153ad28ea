namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>What a gateway holds, as it counts it itself.</summary>
/// <param name="Connections">Of all its doors.</param>
/// <param name="Sessions">Of the External API.</param>
/// <param name="Subscriptions">Of those sessions, the two automatic ones of each included.</param>
internal readonly record struct ServerCounts(double Connections, double Sessions, double Subscriptions);
