using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>The value of a property.</summary>
/// <param name="Kind">Of JSON.</param>
/// <param name="Text">
/// A text without its escapes, anything else as it was written; null: some value that only the server knows, and that no filter names.
/// </param>
internal readonly record struct ToldValue(JsonValueKind Kind, string? Text)
{
    internal static ToldValue Null { get; } = new(JsonValueKind.Null, "null");

    internal static ToldValue Of(string? text) => text is null ? Null : new ToldValue(JsonValueKind.String, text);

    internal static ToldValue Of(long number) => new(JsonValueKind.Number, $"{number}");

    internal static ToldValue Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Of(value.GetString()) : new ToldValue(value.ValueKind, value.GetRawText());

    /// <summary>Whether a filter's value lets it in (event-feed.md, 3).</summary>
    internal bool Passes(string wanted) => Kind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.Object or JsonValueKind.Array => wanted == "*",
        _ => wanted == "*" || wanted == Text,
    };
}
