namespace EventPlatform.Gateway.Configuration;

/// <summary>All settings as they were read at one moment, checked as a whole.</summary>
internal sealed class PlatformOptions
{
    public ListenersOptions Listeners { get; init; } = new();

    public TlsOptions Tls { get; init; } = new();

    public AccessOptions Access { get; init; } = new();

    public AuthOptions Auth { get; init; } = new();

    public AuthorizationOptions Authorization { get; init; } = new();

    public ServicesOptions Services { get; init; } = new();

    public EventsOptions Events { get; init; } = new();

    public SocketOptions WebSocket { get; init; } = new();

    public LimitsOptions Limits { get; init; } = new();

    public DataOptions Data { get; init; } = new();

    public DirectoryOptions Directory { get; init; } = new();

    public HistoryOptions History { get; init; } = new();

    public ClusterNodeOptions Cluster { get; init; } = new();

    public GelfOptions Gelf { get; init; } = new();

    public OtlpOptions Otlp { get; init; } = new();

    /// <summary>These, with the sections that are reloaded while running taken from <paramref name="newer"/>.</summary>
    /// <param name="newer">As they were read last.</param>
    /// <param name="access">Instead of theirs; null: theirs.</param>
    internal PlatformOptions WithReloaded(PlatformOptions newer, AccessOptions? access = null) => new()
    {
        Listeners = Listeners,
        Tls = Tls,
        Access = access ?? newer.Access,
        Auth = newer.Auth,
        Authorization = newer.Authorization,
        Services = Services,
        Events = Events,
        WebSocket = WebSocket,
        Limits = newer.Limits,
        Data = Data,
        Directory = Directory,
        History = History,
        Cluster = Cluster,
        Gelf = Gelf,
        Otlp = Otlp,
    };
}
