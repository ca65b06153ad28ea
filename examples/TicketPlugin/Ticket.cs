using System.Text.Json.Serialization;

namespace EventPlatform.TicketPlugin;

/// <summary>A ticket as clients see it.</summary>
internal sealed record Ticket(
    [property: JsonPropertyName("number")] long Number,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("priority")] long Priority,
    [property: JsonPropertyName("opened_by")] string OpenedBy);
