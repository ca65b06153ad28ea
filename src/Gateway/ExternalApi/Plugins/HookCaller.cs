namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Who asks for something that a hook may refuse.</summary>
public sealed record HookCaller
{
    internal HookCaller(Security.Caller caller)
    {
        User = caller.User;
        SessionId = caller.SessionId;
        Service = caller.Service;
        Roles = caller.Roles;
        IsAdmin = caller.IsAdmin;
    }

    /// <summary>User name.</summary>
    public string User { get; }

    /// <summary>The session; null for a call without one (<c>/rpc</c>).</summary>
    public string? SessionId { get; }

    /// <summary>The session's service.</summary>
    public string Service { get; }

    /// <summary>From the account or the token.</summary>
    public IReadOnlySet<string> Roles { get; }

    /// <summary>Whether the rules are not asked for this caller.</summary>
    public bool IsAdmin { get; }
}
