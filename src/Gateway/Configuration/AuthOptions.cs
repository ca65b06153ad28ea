namespace EventPlatform.Gateway.Configuration;

/// <summary>Who may log in. No value of this section is ever printed, not in errors either.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    public AdminOptions Admin { get; set; } = new();

    public RealmOptions Realm { get; set; } = new();

    public JwtOptions Jwt { get; set; } = new();

    /// <summary>
    /// External API and <c>/rpc</c> only: any user name, any password or none, admin's rights. Refuses to start unless the address and all
    /// access lists are loopback.
    /// </summary>
    public bool Open { get; set; }

    /// <summary>JSON list of users with <c>passwordHash</c>; reloaded when it changes.</summary>
    [FilePath]
    public string? UsersFile { get; set; }
}
