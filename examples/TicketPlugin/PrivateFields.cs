using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>
/// Of an event of class <c>ticket</c> only the user named in <c>opened_by</c> sees <c>phone</c>, and drafts at all. Looked at by every
/// delivery of every event, so what is of no interest leaves at once.
/// </summary>
internal sealed class PrivateFields : IEventHook
{
    public OutgoingEvent? Delivering(SessionFacts session, OutgoingEvent outgoing)
    {
        if (outgoing.Class != "ticket" || outgoing.Body.IsEmpty || JsonNode.Parse(outgoing.Body.Span) is not JsonObject body)
        {
            return outgoing;
        }

        if (body["opened_by"] is JsonValue name && name.TryGetValue<string>(out var user) && user == session.User)
        {
            return outgoing;
        }

        if (outgoing.Type == "draft")
        {
            return null;
        }

        return body.Remove("phone") ? outgoing with { Body = JsonSerializer.SerializeToUtf8Bytes(body) } : outgoing;
    }
}
