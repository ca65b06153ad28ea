using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz;

/// <summary>What one iteration of a worker works with.</summary>
/// <param name="Random">Where everything comes from, of the seed, the worker and the iteration.</param>
/// <param name="Id">Unlike that of any other iteration: for names that are nobody else's.</param>
/// <param name="Ports">Where the gateway listens.</param>
/// <param name="Options">The command line.</param>
/// <param name="Journal">Takes what is sent.</param>
/// <param name="Counts">Takes what is done.</param>
/// <param name="Cancel">The end of the run.</param>
internal sealed record FuzzContext(
    Random Random, string Id, Ports Ports, FuzzOptions Options, Journal Journal, Counts Counts, CancellationToken Cancel)
{
    /// <summary>The gateway has so long for what it does at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
}
