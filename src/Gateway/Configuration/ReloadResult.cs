using System.Collections.Immutable;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What became of a reload.</summary>
/// <param name="Refusal">Why nothing was taken; null when it was.</param>
/// <param name="NeedRestart">Keys that have changed and are not reloaded.</param>
internal sealed record ReloadResult(ConfigurationException? Refusal, ImmutableArray<string> NeedRestart);
