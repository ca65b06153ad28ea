using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Actions of the Live API (docs/protocols/live-api.md, 2).</summary>
internal static class LiveSets
{
    /// <param name="directory">The model.</param>
    /// <param name="extension">What is set.</param>
    /// <param name="field"><c>status</c>, <c>note</c> or <c>returnTime</c>.</param>
    /// <param name="body">What was sent.</param>
    /// <returns>Answers of which one must come.</returns>
    internal static string[] OfExtension(ModelDirectory directory, ModelPlace extension, string field, JsonNode? body)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var status = field == "status" ? Status(reader, field, extension, isMandatory: true) : null;
        var note = field == "note" ? Note(reader, isMandatory: true) : null;
        var returnTime = field == "returnTime" ? reader.Integer(field, isMandatory: true, ModelNames.IsReturnTime) : null;
        return Set(directory, extension, status, note, returnTime, wrong, isUsers: false);
    }

    /// <returns>Answers of which one must come.</returns>
    internal static string[] OfUser(ModelDirectory directory, ModelPlace extension, JsonNode? body)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var status = Status(reader, "name", extension, isMandatory: false);
        var note = Note(reader, isMandatory: false);
        var returnTime = reader.Integer("returnTime", isMandatory: false, ModelNames.IsReturnTime);
        return Set(directory, extension, status, note, returnTime, wrong, isUsers: true);
    }

    private static string[] Set(
        ModelDirectory directory,
        ModelPlace extension,
        ModelPlace? status,
        string? note,
        long? returnTime,
        List<string> wrong,
        bool isUsers)
    {
        if (wrong.Count > 0)
        {
            return Answers.Refused(422, wrong);
        }

        directory.Set(extension, status, note, returnTime, isUsers);
        return ["204"];
    }

    private static ModelPlace? Status(BodyReader reader, string member, ModelPlace extension, bool isMandatory)
    {
        var statuses = extension.Parent!.Statuses;
        var name = reader.Text(member, isMandatory, text => statuses.Exists(status => status.Name == text));
        return statuses.Find(status => status.Name == name);
    }

    private static string? Note(BodyReader reader, bool isMandatory) =>
        Lines(reader.Text("note", isMandatory, text => ModelNames.IsNote(Lines(text)!)));

    /// <summary>JSON doors store CRLF and CR as newline.</summary>
    internal static string? Lines(string? text) =>
        text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
