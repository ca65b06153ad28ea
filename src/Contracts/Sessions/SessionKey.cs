namespace EventPlatform.Contracts.Sessions;

/// <summary>The key of a session's grain.</summary>
public static class SessionKey
{
    /// <summary>
    /// The id, but for one of white space only, which is a session id like any other but can be no grain's key: U+0000, which no id
    /// contains, is put before it.
    /// </summary>
    public static string Of(string sessionId) => string.IsNullOrWhiteSpace(sessionId) ? $"\0{sessionId}" : sessionId;
}
