using System.Diagnostics;

namespace EventPlatform.Contracts.Tracing;

/// <summary>Where spans begin. While nobody listens, all of it costs a look at one field.</summary>
public static class PlatformTracing
{
    public const string SourceName = "EventPlatform";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The span of the caller that is recorded; null: there is none, or nobody listens.</summary>
    public static Activity? Recorded => Source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>A part of what the caller does; null when that is not recorded.</summary>
    public static Activity? StartPart(string name) => Recorded is null ? null : Source.StartActivity(name);
}
