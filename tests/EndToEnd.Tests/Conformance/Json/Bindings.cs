namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>What placeholders of a scenario have bound so far, by name.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<string, JsonValue> _values;

    internal Bindings() : this([])
    {
    }

    private Bindings(Dictionary<string, JsonValue> values) => _values = values;

    /// <summary>The value of a name; null when nothing has bound it.</summary>
    internal JsonValue? this[string name] => _values.GetValueOrDefault(name);

    internal void Bind(string name, JsonValue value) => _values[name] = value;

    /// <summary>What a comparison may bind without binding it here: it may fail.</summary>
    internal Bindings Copy() => new(new(_values, _values.Comparer));

    /// <summary>Takes over what a comparison that succeeded has bound.</summary>
    internal void Take(Bindings other)
    {
        foreach (var (name, value) in other._values)
        {
            _values[name] = value;
        }
    }
}
