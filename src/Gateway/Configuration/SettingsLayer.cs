namespace EventPlatform.Gateway.Configuration;

/// <summary>What one source says: a file, the environment or the command line.</summary>
internal sealed class SettingsLayer(IConfigurationProvider provider)
{
    /// <summary>Whether the source says anything at a key or below it.</summary>
    public bool Mentions(string path) => (provider.TryGet(path, out var value) && value is not null) || Children(path).Count > 0;

    /// <summary>The text at a key; null when there is none.</summary>
    public string? Value(string path) => provider.TryGet(path, out var value) ? value : null;

    /// <summary>The names directly below a key as they were written, in order (numbers as numbers), each once.</summary>
    public IReadOnlyList<string> Children(string path) =>
        [.. provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase).Order(ConfigurationKeyComparer.Instance)];
}
