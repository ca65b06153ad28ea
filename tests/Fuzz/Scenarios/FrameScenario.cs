using System.Text;
using EventPlatform.Fuzz.Frames;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>WebSocket frames of every kind before a login: what comes back is known exactly.</summary>
internal sealed class FrameScenario : IScenario
{
    private const int MessageBytesMax = 65_536;

    public string Name => "frames";

    public int Weight => 20;

    public async Task<string?> Run(FuzzContext context)
    {
        var frames = new FrameSource(context.Random).Frames();
        var expected = FrameModel.Of(frames, MessageBytesMax);
        var (answers, closeCode) = Answers(expected);
        var received = new List<string>();
        var (port, target) = Targets.WebSocket(context);
        using var peer = await WebSocketPeer.Open(context, port, target, message => Take(received, message));
        if (peer is null)
        {
            return "a right handshake was not answered with 101";
        }

        await peer.SendBytes(frames.SelectMany(frame => frame.ToBytes()).ToArray(), inPieces: context.Random.Next(2) == 0);
        context.Counts.Add("messages out", expected.Messages.Count);
        if (closeCode is null)
        {
            await WaitForAnswers(peer, received, answers.Count, expected.Pings);
            closeCode = await End(context, peer);
        }

        await Task.WhenAny(peer.Reading, Task.Delay(FuzzContext.Patience, context.Cancel));
        lock (received)
        {
            return Judge(peer, received, answers, closeCode, expected.Pings);
        }
    }

    private static string? Take(List<string> received, byte[] message)
    {
        lock (received)
        {
            received.Add(Encoding.UTF8.GetString(message));
        }

        return null;
    }

    /// <summary>What must come back before the close, and its code; null: none.</summary>
    private static (List<string> Answers, int? CloseCode) Answers(FrameOutcome expected)
    {
        var answers = new List<string>();
        foreach (var message in expected.Messages)
        {
            var reading = MessageReading.Of(message);
            if (reading.IsFatal)
            {
                answers.Add(Failure(reading.Kind));
                return (answers, AnswerLedger.CodeOf(reading.Kind));
            }

            if (reading.Kind == MessageKind.Request)
            {
                answers.Add($$$"""{"result":"error","data":{"code":100031,"error":"Not authenticated"},"tid":{{{reading.Tid}}}}""");
            }
        }

        if (expected.IsInvalidText || expected.IsBinary)
        {
            answers.Add(Failure(expected.IsBinary ? MessageKind.Binary : MessageKind.NotJson));
        }

        return (answers, expected.CloseCode);
    }

    private static string Failure(MessageKind kind)
    {
        var text = kind == MessageKind.NotJson ? "Invalid JSON" : "Invalid message";
        return $$$"""{"result":"error","data":{"code":100072,"error":"{{{text}}}"}}""";
    }

    private static async Task WaitForAnswers(WebSocketPeer peer, List<string> received, int count, IReadOnlyList<byte[]> pings)
    {
        bool IsThere()
        {
            lock (received)
            {
                return received.Count >= count
                    && (pings.Count == 0 || (peer.Pongs.LastOrDefault() is { } pong && pong.AsSpan().SequenceEqual(pings[^1])));
            }
        }

        await Waiting.Until(IsThere, peer.Reading, FuzzContext.Patience);
    }

    /// <returns>The code that the gateway must close with; 0: any or none.</returns>
    private static async Task<int> End(FuzzContext context, WebSocketPeer peer)
    {
        switch (context.Random.Next(4))
        {
            case 0:
                peer.EndSending();
                return 0;
            case 1:
                peer.Reset();
                return 0;
            default:
                // What was cut short swallows it.
                await peer.SendClose(4_999);
                peer.EndSending();
                return 0;
        }
    }

    private static string? Judge(
        WebSocketPeer peer, List<string> received, List<string> answers, int? closeCode, IReadOnlyList<byte[]> pings)
    {
        if (peer.Wrong is not null)
        {
            return peer.Wrong;
        }

        if (!received.SequenceEqual(answers))
        {
            return $"other answers than due: {string.Join(' ', received)} instead of {string.Join(' ', answers)}";
        }

        if (closeCode > 0 && peer.CloseCode != closeCode)
        {
            return $"closed with {peer.CloseCode ?? 0}, due was {closeCode}";
        }

        var at = 0;
        foreach (var pong in peer.Pongs)
        {
            while (at < pings.Count && !pings[at].AsSpan().SequenceEqual(pong))
            {
                at++;
            }

            if (at++ == pings.Count)
            {
                return "a pong that answers no ping";
            }
        }

        return peer.Reading.IsCompleted ? null : "the gateway has not ended the connection";
    }
}
