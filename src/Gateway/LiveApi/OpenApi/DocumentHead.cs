using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>What the document says of the whole: title, base, credentials, chapters.</summary>
internal static class DocumentHead
{
    private const string About =
        """
        Live API and Configuration API. Where `GET` is, `HEAD` is too; `OPTIONS` tells which methods a path has.
        `getBySlug` is the same as `getByName`, `/live/coreServers/…/user/…` as `…/users/…`, `/config/server/coreServers/…/` as
        `/config/core/…/`, and `/communication_manager/api/resource/` as `/communication_manager/rest/config/`.
        """;

    private static readonly string Version = typeof(DocumentHead).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";

    public static void Write(Utf8JsonWriter json, IEnumerable<string> tags)
    {
        json.WriteStartObject("info");
        json.WriteString("title", "EventPlatform");
        json.WriteString("description", About);
        json.WriteString("version", Version);
        json.WriteEndObject();
        WriteOne(json, "servers", "url", LiveApiPaths.RestBase);
        json.WriteStartArray("security");
        foreach (var scheme in (string[])["basic", "bearer"])
        {
            json.WriteStartObject();
            json.WriteStartArray(scheme);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("tags");
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteString("name", tag);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteSecuritySchemes(Utf8JsonWriter json)
    {
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject("basic");
        json.WriteString("type", "http");
        json.WriteString("scheme", "basic");
        json.WriteString("description", "The realm's credentials, `Auth:Realm`.");
        json.WriteEndObject();
        json.WriteStartObject("bearer");
        json.WriteString("type", "http");
        json.WriteString("scheme", "bearer");
        json.WriteString("bearerFormat", "JWT");
        json.WriteString("description", "A token of the administrator, or of a user with the role `manager`.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string list, string name, string value)
    {
        json.WriteStartArray(list);
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
