namespace EventPlatform.Gateway.Transport;

/// <summary>A front end's answer to an upgrade.</summary>
internal abstract record UpgradeDecision
{
    private UpgradeDecision()
    {
    }

    /// <summary>The upgrade is answered 101.</summary>
    /// <param name="Options">Bounds of the connection.</param>
    /// <param name="Run">
    /// This task is the connection. When it ends, the connection is closed 1000 unless it was closed before; when it fails, it is logged
    /// and the connection is aborted.
    /// </param>
    /// <param name="SubProtocol">Echoed as <c>Sec-WebSocket-Protocol</c> when the client offered it; null: none.</param>
    internal sealed record Accept(MessageConnectionOptions Options, Func<MessageConnection, Task> Run, string? SubProtocol = null)
        : UpgradeDecision
    {
        /// <summary>
        /// Gives back what was taken for the connection. Called once, instead of <see cref="Run"/>, when there will be none: the handshake
        /// is wrong or the client has gone before it was answered. It must not fail.
        /// </summary>
        public Action? Abandoned { get; init; }
    }

    /// <summary>The upgrade is answered with an HTTP status and the connection is closed.</summary>
    internal sealed record Refuse(HttpRefusal Response) : UpgradeDecision;
}
