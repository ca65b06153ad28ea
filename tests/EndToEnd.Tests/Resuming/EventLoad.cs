using System.Collections.Concurrent;
using System.Net.WebSockets;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>
/// Users who log in at either gateway, publish numbered events in bursts, set extensions and leave. A user whose gateway ends goes on
/// elsewhere in a new session.
/// </summary>
internal sealed class EventLoad(GatewayPair gateways, int seed)
{
    private const int Users = 4;
    private const int BurstMax = 10;
    private const int BurstsPerSession = 25;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly string[] Extensions = ["4221", "4222", "4223", "4224", "4225"];
    private static readonly string[] Statuses = ["Available", "Lunch", "Meeting"];
    private readonly ConcurrentDictionary<(string Publisher, string Class), PublishedCount> _published = new();
    private readonly ConcurrentDictionary<string, bool> _sets = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _sessions = [];
    private int _logins;

    /// <summary>How many events of each publisher and class there must be.</summary>
    internal IReadOnlyDictionary<(string Publisher, string Class), PublishedCount> Published => _published;

    /// <summary>The notes of all extensions that were set, each once; whether that was answered.</summary>
    internal IReadOnlyDictionary<string, bool> Sets => _sets;

    /// <summary>All users, until they are told to stop.</summary>
    internal Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Users).Select(user => Run(user, stop)));

    /// <summary>
    /// Whether every session whose login was answered was told to have begun and ended, and whoever was told to have begun has ended. What
    /// was not answered, as its gateway ended, may have happened or not.
    /// </summary>
    internal bool AreSessionsOver(IReadOnlyList<ToldEvent> told)
    {
        var begun = Sessions(told, "userLogin");
        var ended = Sessions(told, "userLogout");
        return begun.SetEquals(ended) && _sessions.All(ended.Contains);
    }

    /// <summary>One more session, which publishes every kind of event in every class.</summary>
    internal async Task PublishAllKinds()
    {
        await using var client = await LogIn(gateways.First, 0);
        foreach (var @class in PublishedEvent.Classes)
        {
            await Publish(client, Enumerable.Repeat(@class, PublishedEvent.Kinds));
        }

        await Set(client, new Random(seed));
        await client.Socket.Close();
    }

    private static HashSet<string> Sessions(IReadOnlyList<ToldEvent> told, string type) =>
        told.Where(each => each.Type == type).Select(each => each.Json.Text("userLoginId")!).ToHashSet(StringComparer.Ordinal);

    private async Task Run(int user, CancellationToken stop)
    {
        var random = new Random((seed * 100) + user);
        while (!stop.IsCancellationRequested)
        {
            var gateway = gateways.Of(random.Next(2));
            try
            {
                await Stay(gateway, user, random, stop);
            }
            catch (Exception exception) when ((gateway.IsEnding || gateway.ReadyAt == long.MaxValue)
                && exception is IOException or WebSocketException or InvalidDataException)
            {
                // What was not answered may have been done or not.
            }
        }
    }

    private async Task Stay(GatewayRun gateway, int user, Random random, CancellationToken stop)
    {
        await using var client = await LogIn(gateway, user);
        using var timer = new PeriodicTimer(Pause);
        for (var burst = 0; burst < BurstsPerSession && !stop.IsCancellationRequested; burst++)
        {
            await Publish(client, random.GetItems(PublishedEvent.Classes, random.Next(1, BurstMax + 1)));
            if (random.Next(3) == 0)
            {
                await Set(client, random);
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await client.Socket.Close();
    }

    private async Task<ExternalApiClient> LogIn(GatewayRun gateway, int user)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{gateway.Ports.ExternalApi}/"));
        try
        {
            var session = $"session{Interlocked.Increment(ref _logins)}";
            Check(await client.Login($"user{user}", null, session));
            _sessions.Add(session);
            Check(await client.Request("core", "event", "subscribe", new { @class = "none", obj_id = client.SessionId }));
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one of each class named, then waits for the answers.</summary>
    private async Task Publish(ExternalApiClient client, IEnumerable<string> classes)
    {
        var sent = new List<(long Tid, PublishedCount Count)>();
        foreach (var @class in classes)
        {
            var count = _published.GetOrAdd((client.SessionId, @class), _ => new PublishedCount());
            var data = PublishedEvent.Of(client.SessionId, @class, ++count.Sent);
            sent.Add((await client.Send("core", "event", "send", data), count));
        }

        foreach (var (tid, count) in sent)
        {
            Check(await client.Response(tid));
            count.Accepted++;
        }
    }

    private async Task Set(ExternalApiClient client, Random random)
    {
        var note = $"{client.SessionId} {_sets.Count} {random.Next()}";
        _sets[note] = false;
        var address = new { location = "Berlin", tenant = "Sales", number = random.GetItems(Extensions, 1)[0] };
        object data = random.Next(2) == 0
            ? new { address.location, address.tenant, address.number, note }
            : new { address.location, address.tenant, address.number, note, status = random.GetItems(Statuses, 1)[0] };
        Check(await client.Request("status", "extension", "set", data));
        _sets[note] = true;
    }

    private static void Check(System.Text.Json.JsonElement answer)
    {
        if (answer.Text("result") != "ok")
        {
            throw new InvalidDataException($"The answer was {answer}");
        }
    }
}
