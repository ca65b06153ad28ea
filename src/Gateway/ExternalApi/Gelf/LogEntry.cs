namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>A log entry of a client (external-api.md 4, <c>session/log</c>).</summary>
internal sealed record LogEntry
{
    public required string Source { get; init; }

    public required string Message { get; init; }

    /// <summary>The long form; null or empty: there is none.</summary>
    public string? FullMessage { get; init; }

    /// <summary>As in syslog (RFC 5424, 6.2.1), from 1, alert, to 7, debug.</summary>
    public required int Level { get; init; }

    /// <summary>A JSON object as it was sent, for which <see cref="GelfMeta.IsValid"/>; empty: there is none.</summary>
    public ReadOnlyMemory<byte> Meta { get; init; }

    public required string User { get; init; }

    /// <summary>null: a call without a session.</summary>
    public string? SessionId { get; init; }

    public required string Service { get; init; }

    public required DateTimeOffset Time { get; init; }
}
