using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>The directory as it was at one moment, written in report order (docs/protocols/live-api.md, 3).</summary>
/// <param name="Locations">Each with its tenants and their extensions.</param>
/// <param name="Accounts">The accounts.</param>
internal sealed record DirectoryExport(ImmutableArray<LocationCopy> Locations, ImmutableArray<Account> Accounts)
{
    public static DirectoryExport Copy(ReplicaStore replica)
    {
        lock (replica.Gate)
        {
            return new DirectoryExport(
                [.. replica.Locations.Select(location => new LocationCopy(location, CopyOf(location.Tenants)))],
                replica.Accounts);
        }
    }

    /// <summary>Writes all of it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="hashes">The hash of each account's password; null to leave them out.</param>
    /// <param name="flush">Called after each object.</param>
    public async Task Write(Utf8JsonWriter json, ImmutableArray<string?>? hashes, Func<ValueTask> flush)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteStartArray("locations");
        foreach (var (location, tenants) in Locations)
        {
            json.WriteStartObject();
            json.WriteString("id", location.Id);
            json.WriteString("name", location.Name);
            json.WriteStartArray("tenants");
            foreach (var tenant in tenants)
            {
                await Write(json, tenant, flush);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("users");
        for (var index = 0; index < Accounts.Length; index++)
        {
            Write(json, Accounts[index], hashes is not null, hashes?[index]);
            await flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ImmutableArray<TenantCopy> CopyOf(ImmutableArray<TenantView> tenants) =>
        [.. tenants.Select(tenant => new TenantCopy(tenant, tenant.Extensions()))];

    private static async Task Write(Utf8JsonWriter json, TenantCopy copy, Func<ValueTask> flush)
    {
        json.WriteStartObject();
        json.WriteString("id", copy.Tenant.Id);
        json.WriteString("name", copy.Tenant.Name);
        json.WriteStartArray("statuses");
        foreach (var status in copy.Tenant.Statuses)
        {
            LiveJson.Write(json, status);
        }

        json.WriteEndArray();
        json.WriteStartArray("extensions");
        foreach (var extension in copy.Extensions)
        {
            Write(json, extension);
            await flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await flush();
    }

    private static void Write(Utf8JsonWriter json, ExtensionView extension)
    {
        json.WriteStartObject();
        json.WriteString("id", extension.Id);
        json.WriteString("extensionNumber", extension.Number);
        json.WriteString("displayName", extension.DisplayName);
        json.WriteString("status", extension.Status.Name);
        json.WriteString("note", extension.State.Note);
        json.WriteNumber("returnTime", extension.State.ReturnTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Account account, bool withHash, string? hash)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("username", account.Username);
        json.WriteString("displayName", account.DisplayName);
        json.WriteBoolean("enabled", account.Enabled);
        ConfigJson.WriteRoles(json, account);
        ConfigJson.WriteExtensionId(json, account);
        if (withHash)
        {
            json.WriteString("passwordHash", hash);
        }

        json.WriteEndObject();
    }
}
