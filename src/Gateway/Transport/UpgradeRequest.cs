using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>A request to upgrade to WebSocket, as far as a front end needs it to decide.</summary>
internal sealed class UpgradeRequest
{
    /// <summary>The request target as sent.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The path as HTTP reads it: percent-decoded but for <c>%2F</c>, which is no separator, and without dot segments.</summary>
    public required string Path { get; init; }

    /// <summary>The query without its question mark, as sent; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Looked up without regard to case; of several with one name all values, in order.</summary>
    public required IHeaderDictionary Headers { get; init; }

    public required EndPoint? RemoteEndPoint { get; init; }

    public required EndPoint? LocalEndPoint { get; init; }

    /// <summary>Whether the connection is encrypted.</summary>
    public required bool IsTls { get; init; }

    /// <summary>The key of the listener that accepted the connection, see <see cref="ListenerFeature"/>; empty when none was set.</summary>
    public required string Listener { get; init; }
}
