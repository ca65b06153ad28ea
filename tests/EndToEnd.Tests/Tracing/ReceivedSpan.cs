namespace EventPlatform.EndToEnd.Tests.Tracing;

/// <summary>A span as a collector gets it; ids are lower-case hexadecimal.</summary>
/// <param name="Parent">Empty: it is the first of its trace.</param>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name);
