using System.Text.Json;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.LiveApi.Live;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>JSON of the Configuration API where it differs from the live one: no live state, so that ETags stay.</summary>
internal static class ConfigJson
{
    // {"id","extensionNumber","displayName"}
    public static void Write(Utf8JsonWriter json, ExtensionRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Extension.Id);
        json.WriteString("extensionNumber", row.Extension.Number);
        json.WriteString("displayName", row.Extension.DisplayName);
        json.WriteEndObject();
    }

    // {"id","username","enabled","displayName","extensionId","roles"}; a password is never read back
    public static void Write(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("username", account.Username);
        json.WriteBoolean("enabled", account.Enabled);
        json.WriteString("displayName", account.DisplayName);
        WriteExtensionId(json, account);
        WriteRoles(json, account);
        json.WriteEndObject();
    }

    public static void WriteExtensionId(Utf8JsonWriter json, Account account)
    {
        if (account.ExtensionId is { } extension)
        {
            json.WriteString("extensionId", extension);
        }
        else
        {
            json.WriteNull("extensionId");
        }
    }

    public static void WriteRoles(Utf8JsonWriter json, Account account)
    {
        json.WriteStartArray("roles");
        foreach (var role in account.Roles)
        {
            json.WriteStringValue(role);
        }

        json.WriteEndArray();
    }
}
