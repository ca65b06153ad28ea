using System.Buffers;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>Directory events of class <c>status</c> (external-api.md 8, table in event-feed.md 2).</summary>
internal static class PlaceJson
{
    public static ReadOnlySpan<byte> Subclass(PlaceKind place) => place switch
    {
        PlaceKind.Location => "location"u8,
        PlaceKind.Tenant => "tenant"u8,
        PlaceKind.Status => "status"u8,
        PlaceKind.Extension => "extension"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "No such kind of place."),
    };

    public static ReadOnlySpan<byte> Type(PlaceChange change) => change switch
    {
        PlaceChange.Added => "added"u8,
        PlaceChange.Removed => "removed"u8,
        PlaceChange.Renamed => "renamed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change of a place."),
    };

    // {"location":L[,"tenant":T][,"status":S | ,"number":N][,"old_name":O,"new_name":N]}
    public static void Write(ArrayBufferWriter<byte> output, DirectoryEvent change)
    {
        Member(output, "{\"location\":"u8, change.Location.Name);
        if (change.Tenant is { } tenant)
        {
            Member(output, ",\"tenant\":"u8, tenant.Name);
        }

        if (change.Place is PlaceKind.Status)
        {
            Member(output, ",\"status\":"u8, change.Name);
        }

        if (change.Place is PlaceKind.Extension)
        {
            Member(output, ",\"number\":"u8, change.Name);
        }

        if (change.OldName is { } old)
        {
            Member(output, ",\"old_name\":"u8, old);
            Member(output, ",\"new_name\":"u8, change.Name);
        }

        output.Raw((byte)'}');
    }

    private static void Member(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        output.Raw(name);
        output.Text(value);
    }
}
