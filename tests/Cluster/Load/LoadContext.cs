using System.Collections.Immutable;
using EventPlatform.ClusterRounds.Checks;
using EventPlatform.Testing;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>What all clients share.</summary>
internal sealed record LoadContext(ImmutableArray<EventSource> Sources, Findings Findings)
{
    public ClientBook Clients { get; } = new();

    public Answers Answers { get; } = new();

    public Arrivals Arrivals { get; } = new();

    /// <summary>What was set, and what was answered to it.</summary>
    public KillLedger Ledger { get; } = new();

    /// <summary>Closed while states are compared.</summary>
    public QuietGate Setting { get; } = new();
}
