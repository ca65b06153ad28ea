using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>Many runs from seeds; a failure names its seed.</summary>
public class TransportFuzzTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_RandomFramesInRandomPieces_GivesWhatWasSent()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            using var peer = new TestPeer(wire: new PipeWire(segmentBytes: random.Next(16, 5_000)));
            var sent = Enumerable.Range(0, 30).Select(_ => RandomText(random)).ToArray();
            var bytes = sent.SelectMany(text => RandomFrames(random, Encoding.UTF8.GetBytes(text))).ToArray();
            var reading = ReadAll(peer, sent.Length);
            for (var position = 0; position < bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 3_000), bytes.Length - position);
                await peer.Send(bytes[position..(position + length)]);
                position += length;
            }

            Assert.Equal((seed, string.Join('|', sent)), (seed, string.Join('|', await reading)));
        }
    }

    [Fact]
    public async Task Read_RandomBytes_EndsOrWaitsButNeverFails()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            using var peer = new TestPeer(framing: seed % 4 == 0 ? Framing.Line : Framing.WebSocket);
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);

            // Most frames would fail with their first two bytes.
            bytes[0] = (byte)(0x80 | (bytes[0] & 0x0B));
            bytes[^1] |= 0x80;
            await peer.Send(bytes);
            await peer.End();
            while ((await peer.Read()).Kind != InboundKind.End)
            {
            }

            await peer.Connection.Finish().WaitAsync(Cancel);
        }
    }

    [Fact]
    public async Task Close_RacingWithSendersAndThePeersClose_SendsWholeFramesAndEnds()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: random.Next(1, 5_000)));
            var (mine, theirs) = (random.Next(200), random.Next(200));
            var run = Task.Run(
                async () =>
                {
                    while ((await peer.Connection.Read()).Kind != InboundKind.End)
                    {
                        peer.Connection.EnqueueReply("reply"u8.ToArray());
                    }

                    await peer.Connection.Finish();
                },
                Cancel);
            var events = Task.Run(
                () =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        peer.Connection.TryEnqueue("event"u8.ToArray(), i);
                        if (i == mine)
                        {
                            peer.Connection.Close(i % 2 == 0 ? CloseCode.Stopped : CloseCode.SlowConsumer);
                        }
                    }
                },
                Cancel);
            var sending = Task.Run(
                async () =>
                {
                    for (var i = 0; i < theirs; i++)
                    {
                        await peer.Send(TestPeer.Text("x"));
                    }

                    await peer.Send(TestPeer.CloseFrame(1000));
                },
                Cancel);
            PeerFrame? frame;
            while ((frame = await peer.Receive()) is { Opcode: not 8 })
            {
                Assert.True(frame.Text == "reply" || frame.Text.StartsWith("event", StringComparison.Ordinal), $"{seed}: {frame.Text}");
            }

            Assert.True(frame!.Code is 1000 or 4002 or 4500, $"{seed}: {frame.Code}");
            await Task.WhenAll(run, events, sending).WaitAsync(Cancel);
            Assert.False(peer.Wire.IsAborted);
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(4) switch { 0 => 0, 1 => 1_500, _ => random.Next(60) }; i > 0; i--)
        {
            text.Append(random.Next(6) switch { 0 => "é", 1 => "€", 2 => "😀", _ => "a" });
        }

        return text.ToString();
    }

    private static byte[] RandomFrames(Random random, byte[] message)
    {
        var frames = new List<byte>();
        var position = 0;
        do
        {
            var length = random.Next(2) == 0 ? message.Length - position : random.Next(message.Length - position + 1);
            var isFinal = position + length == message.Length;
            var opcode = frames.Count == 0 ? 1 : 0;
            frames.AddRange(TestPeer.Frame(opcode, message.AsSpan(position, length), isFinal, (uint)random.Next()));
            position += length;
        }
        while (position < message.Length);
        return [.. frames];
    }

    private static async Task<List<string>> ReadAll(TestPeer peer, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.Add((await peer.Read()).Text);
        }

        return texts;
    }
}
