namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>What the clients of a test share.</summary>
/// <param name="Gateways">Where they connect.</param>
/// <param name="IsWindowShort">Whether the window may end before a reader of what is in it has come to its end: a slow consumer.</param>
internal sealed record ResumeScene(GatewayPair Gateways, bool IsWindowShort)
{
    /// <summary>All that anybody was told.</summary>
    internal ToldEvents Events { get; } = new();

    /// <summary>How many events the witness has seen.</summary>
    internal Progress Witnessed { get; } = new();

    /// <summary>How many connections clients have had.</summary>
    internal Progress Connections { get; } = new();
}
