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
    /// <param name="MayCompress">Whether permessage-deflate is agreed on when the client offers it.</param>
    internal sealed record Accept(
        MessageConnectionOptions Options, Func<MessageConnection, Task> Run, string? SubProtocol = null, bool MayCompress = false)
        : UpgradeDecision
    {
        /// <summary>What is agreed on with a client about compression.</summary>
        /// <param name="headers">Of its request.</param>
        /// <returns>null: nothing.</returns>
        public DeflateAgreement? Deflate(IHeaderDictionary headers) =>
            MayCompress ? DeflateAgreement.Negotiate(headers.SecWebSocketExtensions) : null;

        /// <summary>
        /// Gives back what was taken for the connection. Called once, instead of <see cref="Run"/>, when there will be none: the handshake
        /// is wrong or the client has gone before it was answered. It must not fail.
        /// </summary>
        public Action? Abandoned { get; init; }
    }

    /// <summary>The upgrade is answered with an HTTP status and the connection is closed.</summary>
    internal sealed record Refuse(HttpRefusal Response) : UpgradeDecision;
}
