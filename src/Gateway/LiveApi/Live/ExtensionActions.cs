using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What can be set on an extension, each action with the one member of its name, and on a user's status, any of three.</summary>
internal static class ExtensionActions
{
    public static Resource Open(ExtensionRow row) => new InstanceResource(
        json => LiveJson.Write(json, row),
        ("status", SetOne(row, reader => new ExtensionChange(Status: reader.NeededText("status")))),
        ("note", SetOne(row, reader => new ExtensionChange(Note: reader.NeededText("note")))),
        ("returnTime", SetOne(row, reader => new ExtensionChange(ReturnTime: reader.NeededInteger("returnTime")))));

    /// <summary>The status of a user: absent members stay, <c>type</c> follows from the name and is ignored.</summary>
    public static Resource OpenStatus(ExtensionView extension) => new InstanceResource(
        json => LiveJson.WriteUserStatus(json, extension),
        ("set", new ActionResource(exchange => Set(
            exchange,
            extension,
            reader => new ExtensionChange(reader.Text("name"), reader.Text("note"), reader.Integer("returnTime"), IsOfUser: true),
            statusMember: "name"))));

    private static Branch SetOne(ExtensionRow row, Func<ObjectReader, ExtensionChange> read) =>
        new(("set", new ActionResource(exchange => Set(exchange, row.Extension, read, statusMember: "status"))));

    private static async Task<Problem?> Set(
        Exchange exchange,
        ExtensionView extension,
        Func<ObjectReader, ExtensionChange> read,
        string statusMember)
    {
        var body = await JsonBody.Read(exchange, exchange.Services.Settings.HttpBodyBytes);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        using var document = body.Value;
        var notes = new ReadingNotes();
        var change = read(new ObjectReader(document.RootElement, "", notes));
        if (notes.Problem is { } wrong)
        {
            return Problem.Wrong(wrong.Member, wrong.Reason);
        }

        if (change.IsEmpty)
        {
            return exchange.AnswerNothing();
        }

        var set = await exchange.Services.Extensions.Set(
            extension.Tenant.Id,
            extension.Id,
            change with { Note = NoteText.WithLineFeeds(change.Note) },
            whenApplied: null,
            exchange.Aborted);
        return set.IsOk ? exchange.AnswerNothing() : RefusalProblems.Of(set, MemberOf);

        string MemberOf(string field) => field switch
        {
            "status" => statusMember,
            "return_time" => "returnTime",
            _ => field,
        };
    }
}
