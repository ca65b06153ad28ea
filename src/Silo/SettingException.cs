namespace EventPlatform.Silo;

/// <summary>A setting that is missing or wrong, or a file it names: stops the start with exit code 2.</summary>
public sealed class SettingException : Exception
{
    /// <param name="key">The key or argument it is about.</param>
    /// <param name="reason">What is wrong and what is allowed; without secrets.</param>
    public SettingException(string key, string reason) : base($"{key}: {reason}") => (Key, Reason) = (key, reason);

    public string Key { get; }

    public string Reason { get; }
}
