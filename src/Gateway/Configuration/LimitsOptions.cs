using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Bounds of connections and requests.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Inbound message in bytes, on every socket. A message must fit into a block of 256 KiB together with its names.</summary>
    [Range(64, 196_608)]
    public int MessageBytes { get; set; } = 65_536;

    /// <summary>Time without activity until a connection is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Time between WebSocket pings.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time until a connection must have logged in.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Failed logins on one connection until it is closed.</summary>
    [Range(1, 1_000)]
    public int LoginFailures { get; set; } = 5;

    /// <summary>How long the server as requester waits for an answer or an ack.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the server as requester waits after an ack.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Requests a second of a connection, a bucket of one second's worth; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecond { get; set; }

    /// <summary>HTTP requests a second of a client address, a bucket of one second's worth; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int HttpRequestsPerSecond { get; set; }

    /// <summary>Connections of a client address; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int ConnectionsPerAddress { get; set; }

    /// <summary>Unsent bytes of an External API connection before it goes as a slow consumer.</summary>
    [Range(1_024, 1_073_741_824)]
    public int ExternalApiQueueBytes { get; set; } = 4_194_304;

    /// <summary>Unsent bytes of an event feed connection before it goes as a slow consumer.</summary>
    [Range(1_024, 1_073_741_824)]
    public int FeedQueueBytes { get; set; } = 1_048_576;

    /// <summary>Unsent bytes of a Status connection before it goes as a slow consumer.</summary>
    [Range(1_024, 1_073_741_824)]
    public int StatusQueueBytes { get; set; } = 4_194_304;

    /// <summary>HTTP body in bytes, but for the directory document.</summary>
    [Range(64, 1_073_741_824)]
    public int HttpBodyBytes { get; set; } = 1_048_576;

    /// <summary>Directory document in bytes.</summary>
    [Range(64, 1_073_741_824)]
    public int DirectoryBodyBytes { get; set; } = 67_108_864;

    /// <summary>Time from the signal to the end of the process.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
