using System.Collections.Immutable;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>The settings that this front end goes by; replaced as a whole when they are reloaded (docs/configuration.md).</summary>
internal sealed record ExternalApiSettings
{
    public int MessageBytesMax { get; init; } = 65_536;

    public long QueueBytesMax { get; init; } = 4 * 1024 * 1024;

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The failure after which a connection is closed.</summary>
    public int LoginFailuresMax { get; init; } = 5;

    /// <summary>How long a client has for the answer to an event, if it must answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same after an ack.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Requests of a connection per second; 0: no limit.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>Whether clients must answer events.</summary>
    public bool RequireAnswer { get; init; }

    /// <summary>Whether only encrypted connections are let in.</summary>
    public bool IsTlsRequired { get; init; }

    /// <summary>Names of the services that sessions and events may use.</summary>
    public ImmutableHashSet<string> Services { get; init; } = ["default"];

    /// <summary>The WebSocket sub-protocol to echo when it is offered; null: none.</summary>
    public string? SubProtocol { get; init; }
}
