using System.Net;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>What a client says of itself, for the authenticators. Copied: it outlives the message.</summary>
internal sealed record LoginRequest
{
    /// <summary>Null when a token names it.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public required string Service { get; init; }

    /// <summary>Null: not given, one will be made.</summary>
    public string? SessionId { get; init; }

    /// <summary>JSON of any kind as it was sent; empty: none.</summary>
    public required ReadOnlyMemory<byte> Meta { get; init; }

    /// <summary>The other fields as members of an object, <c>"name":value,…</c>, without braces.</summary>
    public required ReadOnlyMemory<byte> Others { get; init; }

    public IPAddress? Address { get; init; }
}
