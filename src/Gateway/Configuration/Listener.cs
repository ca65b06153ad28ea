using System.Collections.Immutable;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What a listener speaks.</summary>
internal enum ListenerKind
{
    /// <summary>HTTP/1.1 with feed, REST, console and, at their paths, the External API.</summary>
    Http,

    /// <summary>HTTP/1.1 with nothing but the External API.</summary>
    ExternalApi,

    /// <summary>Lines, without HTTP.</summary>
    Lines,

    /// <summary>Health and metrics.</summary>
    Management,
}

/// <summary>A listener of the configuration.</summary>
/// <param name="Key">Its key below <c>Listeners</c>.</param>
/// <param name="Kind">What it speaks.</param>
/// <param name="IsTls">Whether it is encrypted.</param>
/// <param name="Port">Reads its port.</param>
internal sealed record Listener(string Key, ListenerKind Kind, bool IsTls, Func<ListenersOptions, int> Port)
{
    public static Listener Management { get; } =
        new(nameof(ListenersOptions.Management), ListenerKind.Management, false, o => o.Management);

    /// <summary>All listeners, in the order they are told.</summary>
    public static ImmutableArray<Listener> All { get; } =
    [
        new(nameof(ListenersOptions.Http), ListenerKind.Http, false, o => o.Http),
        new(nameof(ListenersOptions.Https), ListenerKind.Http, true, o => o.Https),
        new(nameof(ListenersOptions.ExternalApi), ListenerKind.ExternalApi, false, o => o.ExternalApi),
        new(nameof(ListenersOptions.ExternalApiTls), ListenerKind.ExternalApi, true, o => o.ExternalApiTls),
        new(nameof(ListenersOptions.ExternalApiTcp), ListenerKind.Lines, false, o => o.ExternalApiTcp),
        new(nameof(ListenersOptions.ExternalApiTcpTls), ListenerKind.Lines, true, o => o.ExternalApiTcpTls),
        new(nameof(ListenersOptions.Status), ListenerKind.Lines, false, o => o.Status),
        new(nameof(ListenersOptions.StatusTls), ListenerKind.Lines, true, o => o.StatusTls),
        Management,
    ];

    /// <summary>The whole key, as it is named in messages.</summary>
    public string Setting => $"{ListenersOptions.Section}:{Key}";

    public bool IsOn(ListenersOptions options) => Port(options) != 0;
}
