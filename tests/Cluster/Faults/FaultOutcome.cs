using System.Collections.Immutable;
using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Faults;

/// <summary>What was done.</summary>
/// <param name="Variant">In words.</param>
/// <param name="Ended">Gateways whose sessions ended with it.</param>
/// <param name="Logouts">Until the last of those was told as logged out; null: there were none, or it was not told.</param>
internal sealed record FaultOutcome(string Variant, ImmutableArray<GatewayNode> Ended, TimeSpan? Logouts = null);
