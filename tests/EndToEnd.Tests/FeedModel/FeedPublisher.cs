using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>A session of the External API that publishes without waiting, and subscribes.</summary>
internal sealed class FeedPublisher : IAsyncDisposable
{
    /// <summary>What is published to.</summary>
    internal static readonly string[] Classes = ["call", "queue", "tickets/é"];

    /// <summary>Far above those that the client gives by itself.</summary>
    private const long TidMin = 1_000_000;
    private const int UnansweredMax = 32;

    private readonly ExternalApiClient _client;
    private readonly string _user;
    private readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);
    private readonly Queue<long> _unanswered = [];
    private long _lastTid = TidMin;

    private FeedPublisher(ExternalApiClient client, string user) => (_client, _user) = (client, user);

    /// <param name="ports">Of its gateway.</param>
    /// <param name="user">One without an account.</param>
    /// <param name="session">The id of its session.</param>
    /// <param name="told">What is brought about.</param>
    internal static async Task<FeedPublisher> Connect(Ports ports, string user, string session, ToldEvents told)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        told.Add(UserIds.Session("userLogin", session, user, told.CoreServerId));
        Assert.Equal("ok", (await client.Login(user, null, session)).Text("result"));
        return new FeedPublisher(client, user);
    }

    /// <summary>Publishes a random event.</summary>
    internal Task Publish(FeedChance chance, ToldEvents told)
    {
        var isToUser = chance.In(8);
        var (body, members) = chance.In(6) ? (null, []) : chance.Body();
        var type = chance.In(5) ? null : chance.In(10) ? "5" : chance.Type();
        var published = isToUser
            ? new PublishedEvent("core", type, "user_event", "nobody")
            : new PublishedEvent(chance.Of(Classes), type, chance.Place(), chance.Place());
        return Publish(chance.Json, published, body, members, told);
    }

    /// <summary>Publishes an event to each class; when they have come, all that was published before has.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> Mark(JsonText json, ToldEvents told)
    {
        PublishedEvent[] marks =
        [
            .. Classes.Select(name => new PublishedEvent(name, PublishedEvent.Mark, null, null)),
            new PublishedEvent("core", PublishedEvent.Mark, "user_event", "nobody"),
        ];
        foreach (var mark in marks)
        {
            await Publish(json, mark, null, [], told);
        }

        await Settle();
        return marks.Length;
    }

    /// <summary>Waits for all answers.</summary>
    internal async Task Settle()
    {
        while (_unanswered.TryDequeue(out var tid))
        {
            var answer = await _client.Response(tid);
            Assert.True(answer.Text("result") == "ok", $"A publish was answered by {answer}");
        }
    }

    /// <summary>Subscribes to something that nobody publishes, or unsubscribes.</summary>
    internal async Task Subscribe(FeedChance chance, ToldEvents told)
    {
        var (subclass, type, id) = (chance.Place(), chance.Place(), chance.Place());
        var isNew = chance.In(2);
        var name = $"{subclass}|{type}|{id}";
        if (isNew ? _subscribed.Add(name) : _subscribed.Remove(name))
        {
            told.Add(new ToldEvent(ToldEvent.Subscription(_client.SessionId))
                .With("type", isNew ? "subscriptionAdded" : "subscriptionRemoved")
                .With("userLoginId", _client.SessionId)
                .With("username", _user)
                .With("class", "watch")
                .With("subclass", subclass ?? "*")
                .With("eventType", type ?? "*")
                .With("objId", id ?? "*"));
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["class"] = "watch" };
        foreach (var (field, value) in new[] { ("subclass", subclass), ("type", type), ("obj_id", id) })
        {
            if (value is not null || chance.In(2))
            {
                data.Add(field, value ?? "*");
            }
        }

        var answer = await _client.Request("core", "event", isNew ? "subscribe" : "unsubscribe", data);
        Assert.Equal("ok", answer.Text("result"));
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <param name="json">Writes it.</param>
    /// <param name="published">The event.</param>
    /// <param name="body">As it is written; null: none.</param>
    /// <param name="members">Of the body.</param>
    /// <param name="told">What is brought about.</param>
    internal async Task Publish(
        JsonText json, PublishedEvent published, string? body, List<(string Name, ToldValue Value)> members, ToldEvents told)
    {
        told.Add(published.Told(_client.SessionId, _user, members));
        List<(string Name, string Value)> data = [];
        var isToUser = published.Class == "core";
        data.Add(isToUser ? ("user", json.Quote(published.ObjId!)) : ("class", json.Quote(published.Class)));
        if (published.Type is { } type)
        {
            data.Add(("type", type == "5" ? type : json.Quote(type)));
        }

        if (published.Subclass is { } subclass && !isToUser)
        {
            data.Add(("subclass", json.Quote(subclass)));
        }

        if (published.ObjId is { } id && !isToUser)
        {
            data.Add(("obj_id", json.Quote(id)));
        }

        if (body is not null)
        {
            data.Add(("body", body));
        }

        var (tid, (about, command)) = (++_lastTid, isToUser ? ("user", "send_event") : ("event", "send"));
        _unanswered.Enqueue(tid);
        await _client.Socket.Send(
            $"{{\"class\":\"core\",\"subclass\":\"{about}\",\"cmd\":\"{command}\",\"data\":{json.Object(data)},\"tid\":{tid}}}");
        if (_unanswered.Count >= UnansweredMax)
        {
            await Settle();
        }
    }
}
