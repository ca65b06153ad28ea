using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>Short ways to a member that may not be there.</summary>
public static class JsonReading
{
    /// <summary>A member's text; null when it is not there or no text.</summary>
    public static string? Text(this JsonElement message, string name) =>
        message.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>A member's integer; null when it is not there or no integer.</summary>
    public static long? Number(this JsonElement message, string name) =>
        message.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var value) ? value : null;

    /// <summary>A member; null when it is not there.</summary>
    public static JsonElement? Member(this JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var member) ? member : null;
}
