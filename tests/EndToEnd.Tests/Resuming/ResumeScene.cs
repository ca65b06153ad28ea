namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>What the clients of a test share.</summary>
/// <param name="Gateways">Where they connect.</param>
internal sealed record ResumeScene(GatewayPair Gateways)
{
    /// <summary>All that anybody was told.</summary>
    internal ToldEvents Events { get; } = new();

    /// <summary>How many events the witness has seen.</summary>
    internal Progress Witnessed { get; } = new();

    /// <summary>How many connections clients have had.</summary>
    internal Progress Connections { get; } = new();
}
