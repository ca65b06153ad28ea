using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Publishes events that clients send by REST, without a publisher's session or user.</summary>
internal static class EventPublishing
{
    /// <summary>Publishes what the request's body says; answered when the stream has accepted it.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="read">Reads the body; what is wrong goes to the reader's notes.</param>
    public static async Task<Problem?> Publish(Exchange exchange, Func<ObjectReader, PublishedEvent> read)
    {
        var services = exchange.Services;
        var body = await JsonBody.Read(exchange, services.Settings.HttpBodyBytes);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        using var document = body.Value;
        var notes = new ReadingNotes();
        var published = read(new ObjectReader(document.RootElement, "", notes));
        if (notes.Problem is { } wrong)
        {
            return Problem.Wrong(wrong.Member, wrong.Reason);
        }

        await services.Publisher.WaitForRoom(exchange.Aborted);
        return await services.Publisher.Append(RecordOf(published, services.Time.GetUtcNow().ToUnixTimeMilliseconds()))
            ? exchange.AnswerNothing()
            : RefusalProblems.Of(services.Calls.TimedOut());
    }

    private static EventRecord RecordOf(PublishedEvent published, long time)
    {
        var record = new EventRecord
        {
            Time = time,
            Service = Encoding.UTF8.GetBytes(published.Service),
            Class = Encoding.UTF8.GetBytes(published.Class),
        };

        // Setting a part says that the event has it.
        if (published.Subclass is { } subclass)
        {
            record = record with { Subclass = Encoding.UTF8.GetBytes(subclass) };
        }

        if (published.Type is { } type)
        {
            record = record with { Type = Encoding.UTF8.GetBytes(type) };
        }

        if (published.ObjId is { } objId)
        {
            record = record with { ObjId = Encoding.UTF8.GetBytes(objId) };
        }

        return published.Body is { } body ? record with { Body = body } : record;
    }
}
