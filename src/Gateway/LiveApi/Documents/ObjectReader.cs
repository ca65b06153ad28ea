using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>
/// Reads the members of a JSON object. Nothing is converted between kinds; of equal names the last counts. What is wrong goes to the
/// notes, and reading goes on with null.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly ReadingNotes _notes;

    /// <param name="element">The object; anything else is noted as wrong and has no members.</param>
    /// <param name="path">Its path, empty for the whole.</param>
    /// <param name="notes">Where problems go.</param>
    public ObjectReader(JsonElement element, string path, ReadingNotes notes)
    {
        _path = path;
        _notes = notes;
        if (element.ValueKind != JsonValueKind.Object)
        {
            notes.Wrong(path.Length == 0 ? "body" : path, "must be an object");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            // Half a surrogate pair cannot be unescaped; no name of ours has one.
            var raw = JsonMarshal.GetRawUtf8PropertyName(member);
            _members[Surrogates.AreWhole(raw) ? member.Name : Encoding.UTF8.GetString(raw)] = member.Value;
        }
    }

    /// <summary>Whether the member is given, whatever it holds.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>The path of a member.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public void Wrong(string name, string reason) => _notes.Wrong(PathOf(name), reason);

    /// <summary>A text; null when it is absent, and also for <c>null</c> where that is allowed.</summary>
    public string? Text(string name, bool mayBeNull = false)
    {
        return Take(name) is { } element && !(mayBeNull && element.ValueKind == JsonValueKind.Null) ? TextOf(element, PathOf(name)) : null;
    }

    /// <summary>A text that must be given; empty when it is not.</summary>
    public string NeededText(string name)
    {
        Need(name);
        return Text(name) ?? "";
    }

    /// <summary>An integer that must be given.</summary>
    public long? NeededInteger(string name)
    {
        Need(name);
        return Integer(name);
    }

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<bool?>(name, "must be true or false"),
    };

    /// <summary>An integer, written with digits and at most a leading minus.</summary>
    public long? Integer(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        _ => Wrong<long?>(name, "must be an integer"),
    };

    /// <summary>A UUID; null when it is absent or wrong, and also for <c>null</c> where that is allowed.</summary>
    public Guid? Id(string name, bool mayBeNull = false)
    {
        if (Take(name) is not { } element || (mayBeNull && element.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.String && Guid.TryParseExact(TextOf(element, PathOf(name)), "D", out var id)
            ? id
            : Wrong<Guid?>(name, mayBeNull ? "must be a UUID or null" : "must be a UUID");
    }

    /// <summary>An object, as it is; null when it is absent or wrong.</summary>
    public JsonElement? Object(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } element => element,
        _ => Wrong<JsonElement?>(name, "must be an object"),
    };

    /// <summary>A list, each element read by a function that is given its path; null when it is absent or wrong.</summary>
    public ImmutableArray<T>? List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (Take(name) is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return Wrong<ImmutableArray<T>?>(name, "must be a list");
        }

        var items = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            items.Add(read(element, $"{PathOf(name)}[{items.Count}]"));
        }

        return items.DrainToImmutable();
    }

    /// <summary>The text of an element; noted as wrong when it is none.</summary>
    public string TextOf(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            _notes.Wrong(path, "must be text");
            return "";
        }

        if (!Surrogates.AreWhole(JsonMarshal.GetRawUtf8Value(element)))
        {
            _notes.Wrong(path, "has half a surrogate pair");
            return "";
        }

        return element.GetString()!;
    }

    /// <summary>To be called last: members that were not asked for are noted as ignored.</summary>
    public void End()
    {
        foreach (var name in _members.Keys.Where(name => !_known.Contains(name)))
        {
            _notes.Ignore(PathOf(name));
        }
    }

    private void Need(string name)
    {
        if (!Has(name))
        {
            Wrong(name, "is missing");
        }
    }

    private JsonElement? Take(string name)
    {
        _known.Add(name);
        return _members.TryGetValue(name, out var element) ? element : null;
    }

    private T? Wrong<T>(string name, string reason)
    {
        Wrong(name, reason);
        return default;
    }
}
