namespace EventPlatform.Gateway.Configuration;

/// <summary>What the program can do instead of serving.</summary>
internal enum OneTimeCommandKind
{
    /// <summary>Reads a password and prints its hash.</summary>
    HashPassword,

    /// <summary>Asks a running gateway whether it is ready.</summary>
    CheckHealth,

    /// <summary>Copies the store, which a running server may be writing.</summary>
    Backup,

    /// <summary>Makes the store of a backup.</summary>
    Restore,
}
