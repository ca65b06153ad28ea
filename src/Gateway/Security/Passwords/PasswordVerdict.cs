namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>What came of comparing a password with a hash.</summary>
internal enum PasswordVerdict
{
    Wrong,

    Right,

    /// <summary>Nothing was compared: too many wait already.</summary>
    Overloaded,
}
