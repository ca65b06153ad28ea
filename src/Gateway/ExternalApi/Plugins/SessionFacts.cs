using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A session of the External API on this gateway, as hooks see it. Nothing of it changes while the session lives.</summary>
public sealed record SessionFacts
{
    internal SessionFacts(Caller caller, SessionClaim claim)
    {
        User = caller.User;
        SessionId = claim.SessionId;
        Service = caller.Service;
        Roles = caller.Roles;
        IsAdmin = caller.IsAdmin;
        Remote = claim.Remote;
    }

    /// <summary>User name.</summary>
    public string User { get; }

    /// <summary>Its id; another session may have it once this one has ended.</summary>
    public string SessionId { get; }

    /// <summary>The service it logged in to.</summary>
    public string Service { get; }

    /// <summary>From the account or the token.</summary>
    public IReadOnlySet<string> Roles { get; }

    /// <summary>Whether it may do everything that hooks do not refuse.</summary>
    public bool IsAdmin { get; }

    /// <summary>Where its client is, <c>transport:ip:port</c> (external-api.md 4, <c>user/get</c>).</summary>
    public string Remote { get; }
}
