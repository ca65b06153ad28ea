using System.Text.Json;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>Reads locations of a directory document and what is in them.</summary>
internal sealed class PlaceReader(ReadingNotes notes)
{
    public LocationDocument Location(JsonElement element, string path)
    {
        var reader = new ObjectReader(element, path, notes);
        var location = new LocationDocument(reader.Id("id"), reader.NeededText("name"), reader.List("tenants", Tenant));
        reader.End();
        return location;
    }

    private TenantDocument Tenant(JsonElement element, string path)
    {
        var reader = new ObjectReader(element, path, notes);
        var tenant = new TenantDocument(
            reader.Id("id"),
            reader.NeededText("name"),
            reader.List("statuses", Status),
            reader.List("extensions", Extension));
        reader.End();
        return tenant;
    }

    private StatusDocument Status(JsonElement element, string path)
    {
        var reader = new ObjectReader(element, path, notes);
        var status = new StatusDocument(reader.Id("id"), reader.NeededText("name"), reader.NeededText("type"));
        reader.End();
        return status;
    }

    private ExtensionDocument Extension(JsonElement element, string path)
    {
        var reader = new ObjectReader(element, path, notes);
        var extension = new ExtensionDocument(
            reader.Id("id"),
            reader.NeededText("extensionNumber"),
            reader.Text("displayName"),
            reader.Text("status"),
            NoteText.WithLineFeeds(reader.Text("note")),
            reader.Integer("returnTime"));
        reader.End();
        return extension;
    }
}
