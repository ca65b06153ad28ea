namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// A wrong key, value, argument or file named by the configuration. It stops the start with exit code 2; a reload is refused.
/// </summary>
internal sealed class ConfigurationException : Exception
{
    private ConfigurationException(string key, string message) : base(message) => Key = key;

    /// <summary>The key or argument it is about.</summary>
    public string Key { get; }

    /// <summary>A value that is not allowed. It is named, unless the key holds secrets.</summary>
    public static ConfigurationException WrongValue(string key, string? value, string allowed) =>
        new(key, $"{key}: {(IsSecret(key) ? "the value" : $"'{value}'")} is not allowed; allowed: {allowed}");

    /// <summary>A key that does not exist.</summary>
    public static ConfigurationException UnknownKey(string key, string allowed) => new(key, $"{key}: unknown key; allowed: {allowed}");

    /// <summary>Settings that are allowed by themselves, but not together, or a file that cannot be used.</summary>
    public static ConfigurationException Unusable(string key, string reason) => new(key, $"{key}: {reason}");

    /// <summary>
    /// Whether the values of a key are never printed: those below <c>Auth</c>, a connection string, and what stands in the place of the
    /// section that should have held them.
    /// </summary>
    internal static bool IsSecret(string key) =>
        key.Equals(AuthOptions.Section, StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(AuthOptions.Section + ":", StringComparison.OrdinalIgnoreCase)
        || key.Equals(ClusterNodeOptions.Section, StringComparison.OrdinalIgnoreCase)
        || key.Equals($"{ClusterNodeOptions.Section}:{nameof(ClusterNodeOptions.ConnectionString)}", StringComparison.OrdinalIgnoreCase);
}
