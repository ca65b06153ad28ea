using System.Net;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Publishes by REST, one event after the other.</summary>
internal sealed class RestPublisher(Ports ports) : IDisposable
{
    private const string Events = "live/coreServers/getByName/default/events";

    private readonly RestClient _rest = new(new Uri($"http://127.0.0.1:{ports.Http}"));

    /// <summary>Publishes a random event.</summary>
    internal Task Publish(FeedChance chance, ToldEvents told)
    {
        var (body, members) = chance.In(6) ? (null, []) : chance.Body();
        var type = chance.In(5) ? null : chance.Type();
        return Publish(
            chance.Json, new PublishedEvent(chance.Of(FeedPublisher.Classes), type, chance.Place(), chance.Place()), body, members, told);
    }

    /// <summary>As that of <see cref="FeedPublisher"/>.</summary>
    internal async Task<int> Mark(JsonText json, ToldEvents told)
    {
        foreach (var name in FeedPublisher.Classes)
        {
            await Publish(json, new PublishedEvent(name, PublishedEvent.Mark, null, null), null, [], told);
        }

        return FeedPublisher.Classes.Length;
    }

    public void Dispose() => _rest.Dispose();

    private async Task Publish(
        JsonText json, PublishedEvent published, string? body, List<(string Name, ToldValue Value)> members, ToldEvents told)
    {
        told.Add(published.Told(null, null, members));
        List<(string Name, string Value)> given = [("class", json.Quote(published.Class))];
        foreach (var (name, text) in new[] { ("type", published.Type), ("subclass", published.Subclass), ("objId", published.ObjId) })
        {
            if (text is not null)
            {
                given.Add((name, json.Quote(text)));
            }
        }

        if (body is not null)
        {
            given.Add(("body", body));
        }

        using var response = await _rest.Send(HttpMethod.Post, Events, json.Object(given));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
