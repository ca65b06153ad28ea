using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>The answer to an import (docs/protocols/live-api.md, 3).</summary>
internal static class ImportJson
{
    // {"dryRun","added":{…},"renamed":{…},"changed":{…},"removed":{…},"changes":[…],"ignored":[…]}
    public static void Write(Utf8JsonWriter json, ImportReport report, bool isTrial, ImmutableArray<string> ignored)
    {
        json.WriteStartObject();
        json.WriteBoolean("dryRun", isTrial);
        Write(json, "added", report.Added);
        Write(json, "renamed", report.Renamed);
        Write(json, "changed", report.Changed);
        Write(json, "removed", report.Removed);
        json.WriteStartArray("changes");
        foreach (var change in report.Changes)
        {
            Write(json, change);
        }

        json.WriteEndArray();
        WriteTexts(json, "ignored", ignored);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImportCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("locations", counts.Locations);
        json.WriteNumber("tenants", counts.Tenants);
        json.WriteNumber("statuses", counts.Statuses);
        json.WriteNumber("extensions", counts.Extensions);
        json.WriteNumber("users", counts.Users);
        json.WriteEndObject();
    }

    // {"change","kind","id","path"}; without id where none is known yet
    private static void Write(Utf8JsonWriter json, ImportChange change)
    {
        json.WriteStartObject();
        json.WriteString("change", WordOf(change.Change));
        json.WriteString("kind", WordOf(change.Kind));
        if (change.Id is { } id)
        {
            json.WriteString("id", id);
        }

        WriteTexts(json, "path", change.Path);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string WordOf(ImportChangeKind kind) => kind switch
    {
        ImportChangeKind.Added => "added",
        ImportChangeKind.Renamed => "renamed",
        ImportChangeKind.Changed => "changed",
        ImportChangeKind.Removed => "removed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not one of the kinds."),
    };

    private static string WordOf(PlaceKind? kind) => kind switch
    {
        null => "user",
        PlaceKind.Location => "location",
        PlaceKind.Tenant => "tenant",
        PlaceKind.Status => "status",
        PlaceKind.Extension => "extension",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not one of the kinds."),
    };
}
