using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>What a set would do under given terms.</summary>
internal sealed record ExtensionPlan(ExtensionState State, ExtensionFields Changed);
