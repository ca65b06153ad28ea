using System.Text.Json;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>Reads the list of filters of a message whose JSON has been checked.</summary>
internal static class FilterListReader
{
    /// <param name="list">The list as it was written.</param>
    /// <param name="error">What is wrong with its first bad filter, or with it as a whole.</param>
    /// <returns>null: something is wrong.</returns>
    public static FilterSet? Read(ReadOnlySpan<byte> list, out string? error)
    {
        var entries = new List<FilterEntry>();
        var count = 0;
        error = null;
        var reader = new Utf8JsonReader(list);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > FilterSet.CountMax)
            {
                error = $"Too many filters (max {FilterSet.CountMax}).";
                return null;
            }

            // After a bad one the rest is only counted.
            var element = JsonSlice.TakeCurrent(ref reader).In(list);
            if (error is null && ReadEntry(element, entries) is { } wrong)
            {
                error = $"Filter {count}: {wrong}";
            }
        }

        return error is null ? FilterSet.Of(entries) : null;
    }

    /// <returns>What is wrong with it; null: it was added.</returns>
    private static string? ReadEntry(ReadOnlySpan<byte> element, List<FilterEntry> entries)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "not an object.";
        }

        JsonSlice property = default;
        JsonSlice value = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonStrings.Text(reader.ValueSpan);
            var member = JsonSlice.Take(ref reader);
            if (name.SequenceEqual("property"u8))
            {
                property = member;
            }
            else if (name.SequenceEqual("value"u8))
            {
                value = member;
            }
        }

        if (Check(property, value) is { } wrong)
        {
            return wrong;
        }

        entries.Add(new FilterEntry(TextOf(property, element), TextOf(value, element)));
        return null;
    }

    private static string? Check(JsonSlice property, JsonSlice value) => (property.Token, value.Token) switch
    {
        (JsonTokenType.None, _) => "missing property.",
        (not JsonTokenType.String, _) => "property must be text.",
        (_, JsonTokenType.None) => "missing value.",
        (_, JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) => null,
        _ => "value must be text, a number or a boolean.",
    };

    private static byte[] TextOf(JsonSlice slice, ReadOnlySpan<byte> element) =>
        (slice.Token == JsonTokenType.String ? JsonStrings.Text(slice.In(element)[1..^1]) : slice.In(element)).ToArray();
}
