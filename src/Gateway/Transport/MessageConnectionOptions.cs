namespace EventPlatform.Gateway.Transport;

/// <summary>What happens to a line over the limit.</summary>
internal enum OverLimit
{
    /// <summary>It is reported, the rest of it is skipped, and reading goes on with the next line (Status interface).</summary>
    Skip,

    /// <summary>It is reported, then reading ends (External API).</summary>
    Stop,
}

/// <summary>The bounds of a connection, given by its front end; one instance serves all its connections.</summary>
internal sealed record MessageConnectionOptions
{
    /// <summary>The front end, as it is called in metrics: one of <see cref="Management.Doors"/>.</summary>
    public string Door { get; init; } = "";

    /// <summary>Longest inbound message in bytes; a line is counted without its end.</summary>
    public required int MessageBytesMax { get; init; }

    /// <summary>
    /// Unsent bytes of events before <see cref="MessageConnection.TryEnqueue(ReadOnlyMemory{byte})"/> says no. Replies do not count.
    /// </summary>
    public required long QueueBytesMax { get; init; }

    /// <summary>Time between pings; zero: none. Without effect on lines.</summary>
    public TimeSpan PingInterval { get; init; }

    /// <summary>Time without activity until the connection is closed as idle; zero: no limit.</summary>
    public TimeSpan IdleTimeout { get; init; }

    /// <summary>Whether a message that was sent counts as activity too. Messages and pongs that were received always do.</summary>
    public bool SendingIsActivity { get; init; }

    /// <summary>Whether a ping that was received counts as activity too.</summary>
    public bool PingIsActivity { get; init; }

    /// <summary>What happens to a line over <see cref="MessageBytesMax"/>.</summary>
    public OverLimit LineOverLimit { get; init; }

    /// <summary>
    /// Whether a live client may leave what was sent unread for long, so that only keep-alive probes tell that it is dead. On lines.
    /// </summary>
    public bool MayStall { get; init; }

    /// <summary>Whether a slow consumer is reset at once instead of being told why.</summary>
    public bool ResetSlowConsumer { get; init; }
}
