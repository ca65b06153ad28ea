using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Which client addresses each door admits; an empty list admits nobody.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>The HTTP ports, but for <c>/api/ws</c> and <c>/rpc</c>.</summary>
    public AccessList Http { get; set; } = AccessList.Loopback;

    /// <summary>The External API's ports, and <c>/api/ws</c> and <c>/rpc</c> on every port.</summary>
    public AccessList ExternalApi { get; set; } = AccessList.Loopback;

    /// <summary>The Status interface's ports.</summary>
    public AccessList Status { get; set; } = AccessList.Loopback;

    /// <summary>Only from these is <c>X-Forwarded-For</c> read; HTTP and WebSocket only.</summary>
    public AccessList TrustedProxies { get; set; } = AccessList.Nobody;

    /// <summary>Of each list the one that is loopback only, if one of the two is; else the second.</summary>
    internal static AccessOptions NarrowerOf(AccessOptions first, AccessOptions second)
    {
        return new AccessOptions
        {
            Http = Narrower(first.Http, second.Http),
            ExternalApi = Narrower(first.ExternalApi, second.ExternalApi),
            Status = Narrower(first.Status, second.Status),
            TrustedProxies = Narrower(first.TrustedProxies, second.TrustedProxies),
        };

        static AccessList Narrower(AccessList one, AccessList other) => one.IsLoopbackOnly ? one : other;
    }
}
