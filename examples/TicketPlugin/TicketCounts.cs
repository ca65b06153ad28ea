using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>Adds to <c>user/get</c> how many tickets the user has opened.</summary>
internal sealed class TicketCounts(TicketBoard board) : IUserGetHook
{
    public ReadOnlyMemory<byte> Describing(SessionFacts session, ReadOnlyMemory<byte> told)
    {
        var described = JsonNode.Parse(told.Span)!.AsObject();
        described["tickets"] = board.CountOf(session.User);
        return JsonSerializer.SerializeToUtf8Bytes(described);
    }
}
