using System.Globalization;
using System.Text;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>
/// A client that asks much and does not read: it is not read from either, and goes as a slow consumer when events pile up. What it reads
/// at last is in order and whole up to where it ends.
/// </summary>
internal sealed class SlowReaderScenario : IScenario
{
    private const int BodyBytes = 30_000;

    /// <summary>Whoever does not take a message for so long does not read.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(2);

    public string Name => "slow";

    public int Weight => 2;

    public async Task<string?> Run(FuzzContext context)
    {
        var random = context.Random;
        using var peer = await Peer.Connect(context, context.Ports.Tcp, "slow", receiveBytes: 4_096);
        var subscribes = random.Next(2) == 0;
        var cmd = subscribes ? "subscribe" : "unsubscribe";
        await peer.Send(Encoding.UTF8.GetBytes(
            $$$"""
            {"class":"core","subclass":"user","cmd":"login","data":{"user":"slow{{{context.Id}}}"},"tid":"login"}
            {"class":"core","subclass":"event","cmd":"{{{cmd}}}","data":{"class":"slow{{{context.Id}}}"},"tid":0}

            """.ReplaceLineEndings("\n")));
        var sent = await Send(context, peer, random.Next(50, 500), subscribes ? BodyBytes : 10);
        if (random.Next(3) == 0)
        {
            peer.Reset();
            return null;
        }

        peer.EndSending();
        return await Read(peer, sent, isWhole: !subscribes);
    }

    private static async Task<int> Send(FuzzContext context, Peer peer, int count, int bodyBytes)
    {
        var body = new string('x', bodyBytes);
        for (var tid = 1; tid <= count; tid++)
        {
            var data = $$"""{"class":"slow{{context.Id}}","body":{"x":"{{body}}"} }""";
            var sending = peer.Send(Encoding.UTF8.GetBytes($$"""{"class":"core","cmd":"event","data":{{data}},"tid":{{tid}}}""" + "\n"));
            context.Counts.Add("messages out");
            await Task.WhenAny(sending, Task.Delay(SendLimit, context.Cancel));
            if (sending is not { IsCompletedSuccessfully: true, Result: true })
            {
                // The gateway does not read any more, or has closed.
                return 0;
            }
        }

        return count;
    }

    /// <param name="peer">The connection.</param>
    /// <param name="sent">Publishes that the gateway has taken; 0: not known.</param>
    /// <param name="isWhole">Whether all of them must be answered.</param>
    private static async Task<string?> Read(Peer peer, int sent, bool isWhole)
    {
        var line = new MemoryStream();
        var buffer = new byte[8_192];
        var (answered, count) = (0, 0);
        while ((count = await peer.Receive(buffer).AsTask().WaitAsync(FuzzContext.Patience)) > 0)
        {
            foreach (var value in buffer.AsMemory(0, count).ToArray())
            {
                if (value != (byte)'\n')
                {
                    line.WriteByte(value);
                    continue;
                }

                var text = Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
                line.SetLength(0);
                if (text.StartsWith("{\"result\":\"ok\",\"tid\":", StringComparison.Ordinal)
                    && text != $"{{\"result\":\"ok\",\"tid\":{(answered++).ToString(CultureInfo.InvariantCulture)}}}")
                {
                    return $"answers out of order: {text}";
                }
            }
        }

        return isWhole && sent > 0 && answered != sent + 1 ? $"{answered} answers to {sent + 1} requests" : null;
    }
}
