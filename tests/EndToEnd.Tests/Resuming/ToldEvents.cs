using System.Collections.Concurrent;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>All events that any client was told.</summary>
internal sealed class ToldEvents
{
    private readonly ConcurrentDictionary<string, ToldEvent> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(GatewayRun, ToldEvent), string> _ids = new();

    /// <summary>The event of a message.</summary>
    /// <exception cref="InvalidDataException">The same gateway has told it under another id.</exception>
    internal (ToldEvent Told, string Id) Of(JsonElement json, GatewayRun gateway)
    {
        var told = _byText.GetOrAdd(ToldEvent.TextOf(json), _ => new ToldEvent(json));
        var id = json.Text("eventId") ?? throw new InvalidDataException($"no eventId: {json}");
        var known = _ids.GetOrAdd((gateway, told), id);
        return known == id ? (told, id) : throw new InvalidDataException($"eventId was {known} and is {id}: {json}");
    }
}
