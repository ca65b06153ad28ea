using System.Text.Json;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>What the members of places are called in JSON (docs/protocols/live-api.md, 3).</summary>
/// <param name="Segment">The path segment of their set.</param>
/// <param name="Name">The member that is the name.</param>
/// <param name="Detail">The member that is the detail; null: they have none.</param>
/// <param name="NeedsDetail">Whether a new one must bring the detail.</param>
internal sealed record PlaceMembers(string Segment, string Name, string? Detail = null, bool NeedsDetail = false)
{
    private static readonly PlaceMembers Locations = new("locations", "name");
    private static readonly PlaceMembers Tenants = new("tenants", "name");
    private static readonly PlaceMembers Statuses = new("statuses", "name", "type", NeedsDetail: true);
    private static readonly PlaceMembers Extensions = new("extensions", "extensionNumber", "displayName");

    public static PlaceMembers Of(PlaceKind kind) => kind switch
    {
        PlaceKind.Location => Locations,
        PlaceKind.Tenant => Tenants,
        PlaceKind.Status => Statuses,
        PlaceKind.Extension => Extensions,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not one of the kinds."),
    };

    // {"id","name"}, {"id","name","type"} or {"id","extensionNumber","displayName"}
    public void Write(Utf8JsonWriter json, Place place)
    {
        json.WriteStartObject();
        json.WriteString("id", place.Id);
        json.WriteString(Name, place.Values.Name);
        if (Detail is not null)
        {
            json.WriteString(Detail, place.Values.Detail);
        }

        json.WriteEndObject();
    }

    /// <summary>The member that a field of Directory's refusals stands for.</summary>
    public string MemberOf(string field) => field switch
    {
        "name" => Name,
        "detail" => Detail ?? field,
        _ => field,
    };
}
