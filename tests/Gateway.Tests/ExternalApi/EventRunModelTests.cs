using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Events;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>
/// Random subscriptions and blocks of events: what each session gets is, message for message, what it gets when each event is matched and
/// delivered alone.
/// </summary>
public class EventRunModelTests
{
    private const int Sessions = 8;

    private static readonly string[] Bodies = ["{}", """{"x":1}""", """{"x":1.0}""", """{"y":"two"}""", """{"n":5,"x":1}"""];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Show_RandomBlocks_EachSessionGetsWhatItGetsEventByEvent(int seed)
    {
        var random = new Random(seed);
        using var world = new Side(seed % 3 == 0);
        using var model = new Side(seed % 3 == 0);
        foreach (var side in new[] { world, model })
        {
            for (var session = 0; session < Sessions; session++)
            {
                side.Clients.Add(await side.World.Login("admin", $"s{session}", session % 4 == 3 ? "other" : "default"));
            }
        }

        var encoder = new EventEncoder();
        var count = 0;
        for (var round = 0; round < 30; round++)
        {
            for (var change = random.Next(round == 0 ? 30 : 4); change > 0; change--)
            {
                var (session, command, data) = (random.Next(Sessions), random.Next(4) == 0 ? "unsubscribe" : "subscribe", Topic(random));
                var body = command == "subscribe" ? $",\"body\":{Bodies[random.Next(3) == 0 ? random.Next(Bodies.Length) : 0]}" : "";
                await world.Clients[session].Request("event", command, $"{{{data}{body}}}");
                await model.Clients[session].Request("event", command, $"{{{data}{body}}}");
            }

            var block = ShownEvent.Block(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Event(random)).ToList());
            ShownEvent.Show(world.World, block);
            OneByOne(model.World, encoder, block);
            for (var session = 0; session < Sessions; session++)
            {
                var expected = await AllOf(model.Clients[session]);
                Assert.Equal(expected, await AllOf(world.Clients[session]));
                count += expected.Count;
            }
        }

        Assert.InRange(count, 500, int.MaxValue);
    }

    private static void OneByOne(ApiWorld world, EventEncoder encoder, byte[] block)
    {
        lock (world.Replica.Gate)
        {
            var reader = new EventBlockReader(block);
            while (reader.TryRead(out var record))
            {
                encoder.Begin();
                world.Index.Match(record, encoder);
            }
        }
    }

    private static async Task<List<string>> AllOf(ApiClient client)
    {
        var lines = new List<string>();
        await client.Send("""{"class":7,"cmd":"echo","tid":"end"}""");
        while (await client.Receive() is { } line && line != """{"result":"ok","tid":"end"}""")
        {
            lines.Add(line);
        }

        return lines;
    }

    private static string Topic(Random random)
    {
        string?[] fields =
        [
            $"\"class\":\"{"ab"[random.Next(2)]}\"",
            random.Next(3) == 0 ? "\"subclass\":\"s\"" : null,
            random.Next(3) == 0 ? $"\"type\":\"t{random.Next(2)}\"" : null,
            random.Next(4) == 0 ? "\"obj_id\":\"o\"" : null,
            random.Next(4) == 0 ? "\"service\":\"other\"" : null,
        ];
        return string.Join(',', fields.OfType<string>());
    }

    /// <summary>Mostly alike, so that there are runs; some are larger than a run, some of core, which are not held.</summary>
    private static ShownEvent Event(Random random)
    {
        if (random.Next(25) == 0)
        {
            return new ShownEvent("core", "x", """{"n":1}""", "session_event", $"s{random.Next(Sessions)}");
        }

        var body = random.Next(30) switch
        {
            0 => $$"""{"n":"{{new string('x', random.Next(20_000, 70_000))}}"}""",
            < 8 => $$"""{"n":{{random.Next(10)}},"x":{{random.Next(2)}}}""",
            _ => null,
        };
        return new ShownEvent(
            random.Next(6) == 0 ? "b" : "a",
            random.Next(3) == 0 ? $"t{random.Next(3)}" : null,
            body,
            random.Next(5) == 0 ? "s" : null,
            random.Next(6) == 0 ? "o" : null,
            random.Next(10) == 0 ? "other" : "default");
    }

    /// <summary>A gateway and its clients.</summary>
    private sealed class Side(bool requireAnswer) : IDisposable
    {
        public ApiWorld World { get; } = new(requireAnswer: requireAnswer);

        public List<ApiClient> Clients { get; } = [];

        public void Dispose() => World.Dispose();
    }
}
