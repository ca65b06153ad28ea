using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Where and how scenarios are run: said for the file, replaced by scenarios.</summary>
/// <param name="Transports">Which carry it.</param>
/// <param name="IsSpread">Also with the connections alternating between two gateways.</param>
/// <param name="IsManualClock">The clock stands still but for <c>+5s</c>.</param>
/// <param name="Settings">Of the gateways, as <c>Key:Of:It=value</c>.</param>
/// <param name="Rules">Of <c>Authorization:Rules</c>, each as JSON; empty: the default ones.</param>
internal sealed record ScenarioOptions(
    ImmutableArray<Transport> Transports,
    bool IsSpread,
    bool IsManualClock,
    ImmutableArray<string> Settings,
    ImmutableArray<string> Rules)
{
    /// <summary>Whether it needs a gateway with a certificate.</summary>
    internal bool HasTls => Transports.Any(transport => transport is Transport.StatusTls or Transport.FeedTls or Transport.SseTls);

    /// <summary>Whether its clients see all of the directory, or every change of it.</summary>
    internal bool SeesDirectory =>
        HasTls || Transports.Any(transport => transport is Transport.Status or Transport.Feed or Transport.Sse or Transport.Rest);

    internal static readonly ScenarioOptions Default =
        new([Transport.Ws, Transport.Tcp], IsSpread: false, IsManualClock: false, Settings: [], Rules: []);
}
