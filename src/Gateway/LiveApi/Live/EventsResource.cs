using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary><c>R/events</c>: POST publishes an event, GET reads what the feed has told lately.</summary>
internal sealed class EventsResource : Resource
{
    /// <summary>Events of an answer without <c>?limit=</c>.</summary>
    private const int LimitDefault = 100;

    private static readonly Problem NotHeld =
        new(StatusCodes.Status410Gone, "What came after this event is not held any more, or there was no such event.");

    protected override Func<Exchange, Task<Problem?>>? Get => Read;

    protected override Func<Exchange, Task<Problem?>>? Post =>
        exchange => EventPublishing.Publish(exchange, reader => PublishedEvent.Read(reader, exchange.Services.Settings));

    private static async Task<Problem?> Read(Exchange exchange)
    {
        var query = exchange.Context.Request.Query;
        var asked = PageRequest.Of(query);
        if (!asked.IsOk)
        {
            return asked.Problem;
        }

        string? since = query.TryGetValue("since", out var id) ? id.ToString() : null;
        string? eventClass = query.TryGetValue("class", out var name) ? name.ToString() : null;
        if (await exchange.Services.History.Read(since, eventClass, exchange.Aborted) is not { } events)
        {
            return NotHeld;
        }

        return await exchange.AnswerStream(async (json, flush) =>
        {
            json.WriteStartArray();
            foreach (var one in events.Take(asked.Value.Limit ?? LimitDefault))
            {
                json.WriteRawValue(one.Span, skipInputValidation: true);
                await flush();
            }

            json.WriteEndArray();
        });
    }
}
