namespace EventPlatform.ClusterRounds;

/// <summary>What one round came to.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Broken">Promises that were not kept.</param>
/// <param name="Recovered">Until events flowed again between gateways that lived on, after a silence over a second.</param>
/// <param name="Logouts">Until the sessions of a dead gateway were told as logged out.</param>
/// <param name="Told">Accepted events that were lost, and told as such, at most of any session.</param>
/// <param name="Sessions">Until both gateways listed exactly those that were connected, after the cluster was whole.</param>
/// <param name="Taken">The whole round.</param>
internal sealed record RoundReport(
    string Fault, int Broken, TimeSpan Recovered, TimeSpan? Logouts, int Told, TimeSpan Sessions, TimeSpan Taken);
