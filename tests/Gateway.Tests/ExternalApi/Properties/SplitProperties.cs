using System.Text;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>How bytes are cut into reads, frames and fragments makes no difference to what comes back.</summary>
public class SplitProperties
{
    private const string Last = """{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"last"},"tid":"last"}""";

    [Fact]
    public void Lines_SplitAnywhere_GiveTheSameAnswers() =>
        Properties.Check(
            300,
            Properties.From(random => SplitCase.Random(random, JsonCase.LineSpaces)),
            each => each.Simpler(),
            each => IsSame(Framing.Line, each));

    [Fact]
    public void Frames_SplitAndFragmentedAnywhereWithPingsBetween_GiveTheSameAnswers() =>
        Properties.Check(
            300,
            Properties.From(random => SplitCase.Random(random, JsonCase.FrameSpaces)),
            each => each.Simpler(),
            each => IsSame(Framing.WebSocket, each));

    private static async Task IsSame(Framing framing, SplitCase each)
    {
        var whole = await Run(framing, each, null);
        var split = await Run(framing, each, new Random(each.Splits));
        Assert.Equal(whole, split);
    }

    /// <param name="framing">WebSocket or lines.</param>
    /// <param name="each">What is sent.</param>
    /// <param name="random">Cuts the bytes; null: one write, one frame a message.</param>
    private static async Task<SplitOutcome> Run(Framing framing, SplitCase each, Random? random)
    {
        using var world = new ApiWorld();
        var client = new WireClient(world, framing, segmentBytes: random?.Next(16, 5_000) ?? 4_096);
        await client.Login("admin", "s");
        var messages = each.Messages.Append(Encoding.UTF8.GetBytes(Last));
        byte[] bytes = [.. messages.SelectMany(message => Framed(framing, client, message, random))];
        for (var position = 0; position < bytes.Length;)
        {
            var length = Math.Min(random is null ? bytes.Length : PieceLength(random), bytes.Length - position);
            client.SendRaw(bytes.AsSpan(position, length));
            position += length;
            if (random?.Next(4) == 0)
            {
                // Lets the server read up to here.
                await Task.Yield();
            }
        }

        var isWhole = await client.WaitFor(received => received.Count > 0 && received[^1].AsSpan().SequenceEqual(LastAnswerUtf8));
        client.End();
        await client.WaitEnded();
        return SplitOutcome.Of(client.Messages, isWhole, client.Connection.CloseStatus);
    }

    private static ReadOnlySpan<byte> LastAnswerUtf8 => """{"result":"ok","tid":"last"}"""u8;

    private static int PieceLength(Random random) => random.Next(4) switch { 0 => 1, 1 => random.Next(1, 20), _ => random.Next(1, 2_000) };

    private static IEnumerable<byte> Framed(Framing framing, WireClient client, byte[] message, Random? random)
    {
        if (random is null)
        {
            return client.Framed(message);
        }

        if (framing == Framing.Line)
        {
            return random.Next(3) > 0 || message.AsSpan().EndsWith("\r"u8) ? client.Framed(message) : [.. message, (byte)'\r', (byte)'\n'];
        }

        var frames = new List<byte>();
        var (position, opcode) = (0, 1);
        do
        {
            var isLast = random.Next(3) == 0;
            var length = isLast ? message.Length - position : random.Next(message.Length - position + 1);
            frames.AddRange(Ping(random));
            frames.AddRange(TestPeer.Frame(opcode, message.AsSpan(position, length), isLast, (uint)random.Next()));
            (position, opcode) = (position + length, isLast ? -1 : 0);
        }
        while (opcode == 0);
        return frames;
    }

    private static byte[] Ping(Random random) =>
        random.Next(3) > 0 ? [] : TestPeer.Frame(random.Next(9, 11), new byte[random.Next(126)], mask: (uint)random.Next());
}
