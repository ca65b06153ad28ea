using System.Text.Json;
using System.Text.Unicode;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>
/// Reads a directory document (docs/protocols/live-api.md, 3): the kinds of all members, and what must be there. Whether names, ids and
/// states fit each other and the directory is decided where that is known.
/// </summary>
internal static class DirectoryDocumentReader
{
    private const long Version = 1;

    public static DirectoryReading Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return DirectoryReading.Wrong("is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            // There is no other way to ask.
            return DirectoryReading.Wrong("is not JSON");
        }
    }

    /// <summary>As the other, for JSON that is parsed already.</summary>
    public static DirectoryReading Read(JsonElement root)
    {
        var notes = new ReadingNotes();
        var places = new PlaceReader(notes);
        var accounts = new AccountReader(notes);
        var reader = new ObjectReader(root, "", notes);
        if (reader.Has("version") && reader.Integer("version") is not Version)
        {
            reader.Wrong("version", "must be 1");
        }

        var locations = reader.List("locations", places.Location);
        var users = reader.List("users", accounts.User);
        reader.End();
        return notes.Problem is null
            ? new DirectoryReading(new DirectoryDocument(locations, users), null, notes.Ignored, accounts.Passwords)
            : new DirectoryReading(null, notes.Problem, notes.Ignored, []);
    }
}
