using System.Text;
using EventPlatform.Fuzz.Frames;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>The event feed: one reply for every text message, in order, whatever it holds; events in between (event-feed.md, 3).</summary>
internal sealed class FeedScenario : IScenario
{
    private const string Filters = """[{"property":"type","value":"dial"},{"property":"username","value":"*"}]""";
    private const string Misprinted = """[{"property" : "type" : "value" : "dial"}]""";

    private const int SlowConsumer = 4002;
    private const string Realm = $"Authorization: {Targets.Realm}\r\n";

    /// <summary>What clients may nest, and the event around it.</summary>
    private const int DepthMax = MessageReading.DepthMax + 4;

    public string Name => "feed";

    public int Weight => 6;

    public async Task<string?> Run(FuzzContext context)
    {
        if (context.Ports.Http == 0)
        {
            return null;
        }

        var random = context.Random;
        var replies = new List<string>();
        var target = Targets.Feed + (random.Next(4) == 0 ? "?filter=type:dial&since=nothing" : "");
        using var peer = await WebSocketPeer.Open(context, context.Ports.Http, target, message => Take(replies, message), Realm);
        if (peer is null)
        {
            return "a right handshake was not answered with 101";
        }

        var due = new List<string?>();
        for (var count = random.Next(1, 15); count > 0; count--)
        {
            var (message, correlationId) = Message(random, due.Count);
            due.Add(correlationId);
            context.Counts.Add("messages out");
            await peer.SendText(message);
        }

        await Waiting.Until(() => CountOf(replies) >= due.Count, peer.Reading, FuzzContext.Patience);
        var closeCode = await Last(random, peer);
        await Task.WhenAny(peer.Reading, Task.Delay(FuzzContext.Patience, context.Cancel));
        if (peer.CloseCode == SlowConsumer)
        {
            // Before its first filter it gets everything, also what slow readers are sent.
            return null;
        }

        return peer.Wrong ?? Judge(replies, due)
            ?? (peer.Reading.IsCompleted && (closeCode == 0 || peer.CloseCode == closeCode) ? null
                : $"closed with {peer.CloseCode}, due was {closeCode}");
    }

    private static string? Take(List<string> replies, byte[] message)
    {
        if (!JsonMembers.TryRead(message, DepthMax, out var members))
        {
            return $"no object: {Encoding.UTF8.GetString(message)}";
        }

        if (members.ContainsKey("eventId"))
        {
            return members.ContainsKey("coreServerId") ? null : $"an event without coreServerId: {Encoding.UTF8.GetString(message)}";
        }

        if (members.GetValueOrDefault("type") != "\"resume\"")
        {
            lock (replies)
            {
                replies.Add(Encoding.UTF8.GetString(message));
            }
        }

        return null;
    }

    private static int CountOf(List<string> replies)
    {
        lock (replies)
        {
            return replies.Count;
        }
    }

    /// <summary>A message, and the correlation id of its reply; null: not known.</summary>
    private static (byte[] Message, string? CorrelationId) Message(Random random, int number)
    {
        var json = new JsonSource(random);
        var filters = random.Next(4) switch { 0 => json.Value().ToText(), 1 => Misprinted, _ => Filters };
        var text = $"{{\"type\":\"filter\",\"correlationId\":{number},\"filters\":{filters}}}";
        return random.Next(6) switch
        {
            0 => (Encoding.UTF8.GetBytes(json.Value().ToText()), null),
            1 => (Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]), null),
            2 => (Encoding.UTF8.GetBytes($"{{\"type\":{json.Value(1).ToText()},\"correlationId\":{number}}}"), $"{number}"),
            _ => (Encoding.UTF8.GetBytes(text), $"{number}"),
        };
    }

    /// <returns>The close code that is due; 0: any.</returns>
    private static async Task<int> Last(Random random, WebSocketPeer peer)
    {
        switch (random.Next(4))
        {
            case 0:
                await peer.Send(new ClientFrame(2, [1, 2, 3]) { Mask = 5 });
                return 1003;
            case 1:
                await peer.Send(new ClientFrame(1, new byte[65_537]));
                return 1009;
            case 2:
                peer.EndSending();
                return 0;
            default:
                await peer.SendClose();
                return 1000;
        }
    }

    private static string? Judge(List<string> replies, List<string?> due)
    {
        lock (replies)
        {
            if (replies.Count != due.Count)
            {
                return $"{replies.Count} replies to {due.Count} messages";
            }

            return replies.Zip(due).Select(pair => JudgeReply(pair.First, pair.Second)).FirstOrDefault(wrong => wrong is not null);
        }
    }

    private static string? JudgeReply(string text, string? correlationId)
    {
        _ = JsonMembers.TryRead(Encoding.UTF8.GetBytes(text), DepthMax, out var reply);
        var type = reply.GetValueOrDefault("type");
        var isRight = (type == "\"success\"" || (type == "\"error\"" && reply.GetValueOrDefault("error", "\"\"").Length > 2))
            && long.TryParse(reply.GetValueOrDefault("time"), out _)
            && reply.TryGetValue("correlationId", out var id)
            && (correlationId is null || id == correlationId);
        return isRight ? null : $"not the reply to {correlationId}: {text}";
    }
}
