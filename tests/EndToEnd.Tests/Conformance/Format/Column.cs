namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>One way of running a scenario.</summary>
internal sealed record Column(Transport Transport, bool IsSpread)
{
    /// <summary>Such as <c>tcp</c> or <c>ws x2</c>.</summary>
    internal string Name => OptionParser.NameOf(Transport) + (IsSpread ? " x2" : "");
}
