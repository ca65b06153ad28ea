using System.Collections.Concurrent;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>All events that any client was told.</summary>
internal sealed class ToldEvents
{
    private readonly ConcurrentDictionary<string, ToldEvent> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(GatewayRun Gateway, ToldEvent Told, string Id), bool> _ids = new();

    /// <summary>The event of a message, and its id.</summary>
    /// <param name="json">The message.</param>
    /// <param name="gateway">
    /// Who told it to somebody who has been told by nobody else; null: ids that tell what others have told, too, are not compared.
    /// </param>
    internal (ToldEvent Told, string Id) Of(JsonElement json, GatewayRun? gateway)
    {
        var told = _byText.GetOrAdd(ToldEvent.TextOf(json), _ => new ToldEvent(json));
        var id = json.Text("eventId") ?? throw new InvalidDataException($"no eventId: {json}");
        if (gateway is not null)
        {
            _ids[(gateway, told, id)] = true;
        }

        return (told, id);
    }

    /// <summary>Whether each gateway has told each event under one id, however often.</summary>
    /// <param name="happened">The events.</param>
    /// <returns>The first thing that is wrong; null: nothing.</returns>
    internal string? Problem(IEnumerable<ToldEvent> happened)
    {
        var times = happened.CountBy(told => told).ToDictionary();
        return _ids.Keys.GroupBy(each => (each.Gateway, each.Told))
            .Where(ids => ids.Count() > times.GetValueOrDefault(ids.Key.Told, 1))
            .Select(ids => $"told under {string.Join(" and ", ids.Select(each => each.Id))}: {ids.Key.Told}")
            .FirstOrDefault();
    }
}
