using System.Text.Json;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>The JSON of each resource (docs/protocols/live-api.md, 2).</summary>
internal static class LiveJson
{
    // {"id","slug","name"}
    public static void Write(Utf8JsonWriter json, CoreServer server)
    {
        json.WriteStartObject();
        json.WriteString("id", server.Id);
        json.WriteString("slug", server.Slug);
        json.WriteString("name", server.Name);
        json.WriteEndObject();
    }

    // {"id","name"}
    public static void Write(Utf8JsonWriter json, LocationView location) => WriteNamed(json, location.Id, location.Name);

    // {"id","name"}
    public static void Write(Utf8JsonWriter json, TenantView tenant) => WriteNamed(json, tenant.Id, tenant.Name);

    // {"id","name","type"}
    public static void Write(Utf8JsonWriter json, StatusEntry status)
    {
        json.WriteStartObject();
        json.WriteString("id", status.Id);
        json.WriteString("name", status.Name);
        json.WriteString("type", status.Type);
        json.WriteEndObject();
    }

    // {"id","extensionNumber","displayName","configurationId","permissionId","status","note","returnTime","userId"}
    public static void Write(Utf8JsonWriter json, ExtensionRow row)
    {
        var extension = row.Extension;
        json.WriteStartObject();
        json.WriteString("id", extension.Id);
        json.WriteString("extensionNumber", extension.Number);
        json.WriteString("displayName", extension.DisplayName);
        json.WriteString("configurationId", extension.Id);
        json.WriteNull("permissionId");
        json.WriteString("status", extension.Status.Name);
        json.WriteString("note", extension.State.Note);
        json.WriteNumber("returnTime", extension.State.ReturnTime);
        if (row.UserId is { } user)
        {
            json.WriteString("userId", user);
        }
        else
        {
            json.WriteNull("userId");
        }

        json.WriteEndObject();
    }

    // {"id","configurationId","userName","displayedName","permissionId"}
    public static void Write(Utf8JsonWriter json, UserView user)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("configurationId", user.Id);
        json.WriteString("userName", user.UserName);
        json.WriteString("displayedName", user.DisplayedName);
        json.WriteNull("permissionId");
        json.WriteEndObject();
    }

    // {"id","configurationId","name","type","note","returnTime","userCreated"}
    public static void WriteUserStatus(Utf8JsonWriter json, ExtensionView extension)
    {
        var status = extension.Status;
        json.WriteStartObject();
        json.WriteString("id", status.Id);
        json.WriteString("configurationId", status.Id);
        json.WriteString("name", status.Name);
        json.WriteString("type", status.Type);
        json.WriteString("note", extension.State.Note);
        json.WriteNumber("returnTime", extension.State.ReturnTime);
        json.WriteBoolean("userCreated", false);
        json.WriteEndObject();
    }

    // {"id","userId","username","service","remote","connectedAt","subscriptions"}
    public static void Write(Utf8JsonWriter json, SessionView session)
    {
        var claim = session.Claim;
        json.WriteStartObject();
        json.WriteString("id", claim.SessionId);
        json.WriteString("userId", claim.UserId);
        json.WriteString("username", claim.User);
        json.WriteString("service", claim.Service);
        json.WriteString("remote", claim.Remote);
        json.WriteNumber("connectedAt", claim.LoginTime);
        json.WriteNumber("subscriptions", session.Subscriptions);
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, Guid id, string name)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
