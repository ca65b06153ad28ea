using System.Net;

namespace EventPlatform.Gateway.Security;

/// <summary>What a client brings to log in. Nothing of it has been checked.</summary>
public sealed record LoginAttempt
{
    /// <summary>User name; null when it was not given (a token may name it) or was no text.</summary>
    public string? User { get; init; }

    /// <summary>Password; null without one.</summary>
    public string? Password { get; init; }

    /// <summary>A JWT; null without one.</summary>
    public string? Token { get; init; }

    /// <summary>The session id that was asked for, or made for it; null for a call without session (<c>/rpc</c>).</summary>
    public string? SessionId { get; init; }

    /// <summary>The service that was asked for.</summary>
    public required string Service { get; init; }

    /// <summary>Meta as JSON, as it was sent; empty without one.</summary>
    public ReadOnlyMemory<byte> Meta { get; init; }

    /// <summary>The other fields of the login as one JSON object; empty without any.</summary>
    public ReadOnlyMemory<byte> Fields { get; init; }

    /// <summary>The client's address; null when it is not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Who, never with what: password and token must not get into logs.</summary>
    public override string ToString() => $"login of '{User}' to '{Service}'";
}
