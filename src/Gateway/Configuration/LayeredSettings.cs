using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// All sources over each other. The framework merges lists entry by entry; here a list belongs to the highest source that mentions it.
/// </summary>
internal sealed class LayeredSettings(IConfigurationRoot root)
{
    private readonly SettingsLayer[] _layers = [.. root.Providers.Reverse().Select(provider => new SettingsLayer(provider))];

    /// <summary>The text at a key; null when there is none, or the highest source that has the key says null.</summary>
    public string? Value(string key) => root[key];

    /// <summary>The names directly below a key in any source.</summary>
    public IEnumerable<string> Children(string path) =>
        _layers.SelectMany(layer => layer.Children(path)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of a list's entries and the source that has them; null when no source mentions the list.</summary>
    public (SettingsLayer Layer, IReadOnlyList<string> Entries)? List(string path)
    {
        if (Array.Find(_layers, layer => layer.Mentions(path)) is not { } layer)
        {
            return null;
        }

        var entries = layer.Children(path);
        if (layer.Value(path) is { Length: > 0 } value)
        {
            throw ConfigurationException.WrongValue(path, value, $"a list: {path}:0, {path}:1 and so on");
        }

        if (entries.FirstOrDefault(entry => !entry.All(char.IsAsciiDigit)) is { } name)
        {
            throw ConfigurationException.UnknownKey($"{path}:{name}", $"{path}:0, {path}:1 and so on");
        }

        return (layer, [.. entries.Select(entry => $"{path}:{entry}")]);
    }

    /// <summary>
    /// The text that stands where a section is expected. The environment has names of its own, which are nobody's mistake
    /// (<c>DATA=…</c> is no setting), so it is not asked.
    /// </summary>
    public string? MisplacedValue(string path) => root.Providers
        .Where(provider => provider is not EnvironmentVariablesConfigurationProvider)
        .Select(provider => new SettingsLayer(provider).Value(path))
        .LastOrDefault(value => !string.IsNullOrEmpty(value));
}
