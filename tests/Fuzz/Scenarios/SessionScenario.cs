using System.Collections.Concurrent;
using System.Text;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>
/// A session that sends every command, nearly right or not, on either framing, is asked things by others, and ends in some way or other.
/// </summary>
internal sealed class SessionScenario(bool isLine) : IScenario
{
    private const int MessageBytesMax = 65_536;

    private static readonly string[] Offers =
    [
        "Sec-WebSocket-Extensions: permessage-deflate\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9, permessage-deflate\r\n",
    ];

    /// <summary>A target that neither answers nor acknowledges is given up after 5 s (<c>Limits:RequestTimeout</c>).</summary>
    private static readonly TimeSpan RelayLimit = TimeSpan.FromSeconds(7);

    public string Name => isLine ? "lines" : "envelopes";

    public int Weight => 30;

    public async Task<string?> Run(FuzzContext context)
    {
        var random = context.Random;
        var isShared = random.Next(6) == 0;
        var session = isShared ? "shared" : $"s{context.Id}";
        var logsInFirst = random.Next(10) > 0;

        // Others know the shared id, and who logs in later may take it.
        var ledger = new AnswerLedger(isLine) { MayBeStopped = isShared || !logsInFirst };
        var asked = new ConcurrentQueue<string>();
        using var wire = await Open(context, message => Take(ledger, asked, message));
        if (wire is null)
        {
            return "a right handshake was not answered with 101";
        }

        var source = new EnvelopeSource(random, Names(context, session), isLine ? " \t\r" : " \t\r\n");
        if (logsInFirst)
        {
            var login = $$$"""{"user":"u{{{context.Id}}}","session_id":"{{{session}}}","meta":{"a":1}}""";
            await Send(context, wire, ledger, Encoding.UTF8.GetBytes(
                $$"""{"class":"core","subclass":"user","cmd":"login","data":{{login}},"tid":"login"}"""));
        }

        for (var count = random.Next(1, random.Next(6) == 0 ? 400 : 40); count > 0 && !wire.Reading.IsCompleted; count--)
        {
            if (!await Send(context, wire, ledger, Next(random, source)))
            {
                break;
            }

            await AnswerAsked(context, wire, ledger, asked);
            if (random.Next(20) == 0)
            {
                await Waiting.Until(() => ledger.OpenCount == 0, wire.Reading, TimeSpan.FromSeconds(1));
            }
        }

        return await End(context, wire, ledger, asked);
    }

    /// <summary>A message, now and then near the limit or over it.</summary>
    private static byte[] Next(Random random, EnvelopeSource source)
    {
        var message = source.Next(fatalOneIn: 100);
        if (random.Next(200) > 0 || MessageReading.Of(message).IsFatal)
        {
            return message;
        }

        var padded = new byte[random.Next(65_530, 65_542)];
        padded.AsSpan().Fill((byte)' ');
        message.CopyTo(padded, 0);
        return padded;
    }

    private static FuzzNames Names(FuzzContext context, string session) => new()
    {
        Users = [$"u{context.Id}", "nobody", "*", "u0-0"],
        Sessions = [session, "shared", "nobody", "*"],
        Services = ["default", "none"],
        Texts = ["*", "x", "y", "call", "é😀", "0", "", "session_event", "user_event", "Berlin", "Sales", "4221", "Lunch", "Available"],
        Extensions = ["8d116ece-1738-47d9-bd9c-172411e20b8f", "90c192cf-d3ac-44af-8f21-ddb66cad4a26", "00000000-0000-0000-0000-0000000000"],
    };

    private async Task<IMessageWire?> Open(FuzzContext context, Func<byte[], string?> onMessage)
    {
        if (isLine)
        {
            return await LineWire.Connect(context, context.Ports.Tcp, "tcp", onMessage);
        }

        var (port, target) = Targets.WebSocket(context);
        var offer = context.Random.Next(3) > 0 ? "" : Offers[context.Random.Next(Offers.Length)];
        var peer = await WebSocketPeer.Open(context, port, target, onMessage, offer);
        return peer is null ? null : new FrameWire(peer, context);
    }

    private static string? Take(AnswerLedger ledger, ConcurrentQueue<string> asked, byte[] message)
    {
        var reading = MessageReading.Of(message);
        if (reading.Kind == MessageKind.Request && (reading.Command != "core/core/event" || asked.IsEmpty))
        {
            asked.Enqueue(reading.Tid);
        }

        return ledger.Received(message);
    }

    private static Task<bool> Send(FuzzContext context, IMessageWire wire, AnswerLedger ledger, byte[] message)
    {
        context.Counts.Add("messages out");
        if (wire.IsLine)
        {
            LineMessages.Note(ledger, message);
        }
        else
        {
            ledger.Sending(message.Length > MessageBytesMax ? new MessageReading(MessageKind.TooLarge) : MessageReading.Of(message));
        }

        return wire.Send(message);
    }

    /// <summary>Answers what the server has asked, mostly rightly.</summary>
    private static async Task AnswerAsked(FuzzContext context, IMessageWire wire, AnswerLedger ledger, ConcurrentQueue<string> asked)
    {
        var json = new JsonSource(context.Random);
        while (asked.TryDequeue(out var tid))
        {
            if (context.Random.Next(8) == 0)
            {
                // The answer will be late; now and then it never comes.
                await Send(context, wire, ledger, Encoding.UTF8.GetBytes($"{{\"ack\":{tid}}}"));
            }

            var answer = context.Random.Next(30) switch
            {
                0 => $"{{\"ack\":{tid}}}",
                < 5 => $"{{\"result\":\"error\",\"data\":{{\"code\":{context.Random.Next(5)},\"error\":\"no\"}},\"tid\":{tid}}}",
                < 8 => $"{{\"result\":\"error\",\"data\":{json.Value(3).ToText()},\"tid\":{tid}}}",
                < 11 => $"{{\"result\":{json.Value(1).ToText()},\"tid\":{tid}}}",
                _ => $"{{\"result\":\"ok\",\"data\":{json.Value(3).ToText()},\"tid\":{tid}}}",
            };
            await Send(context, wire, ledger, Encoding.UTF8.GetBytes(answer));
        }
    }

    private static async Task<string?> End(FuzzContext context, IMessageWire wire, AnswerLedger ledger, ConcurrentQueue<string> asked)
    {
        if (context.Random.Next(5) == 0)
        {
            wire.Reset();
            return wire.Wrong;
        }

        if (wire is FrameWire frames && context.Random.Next(4) == 0)
        {
            ledger.Sending(new MessageReading(await frames.SendWrong()));
        }

        // What came before the FIN is answered, but for relays to others, which may take their time.
        var isEndedAtOnce = wire.IsLine && context.Random.Next(3) == 0;
        await (isEndedAtOnce ? wire.End() : Task.CompletedTask);
        await WaitForAnswers(context, wire, ledger, asked);
        if (wire.Wrong is not null)
        {
            return wire.Wrong;
        }

        if (!wire.Reading.IsCompleted && ledger.IsDue)
        {
            return $"no answer within {FuzzContext.Patience.TotalSeconds} s to {ledger.OpenCount} requests";
        }

        if (!wire.Reading.IsCompleted && ledger.OpenCount > 0)
        {
            // A target of a relay, maybe this client, has said that its answer comes late. It is not waited for.
            wire.Reset();
            return wire.Wrong;
        }

        var isEndedByServer = wire.Reading.IsCompleted && !isEndedAtOnce;
        if (!isEndedByServer && !isEndedAtOnce)
        {
            await wire.End();
        }

        await Task.WhenAny(wire.Reading, Task.Delay(FuzzContext.Patience, context.Cancel));
        return wire.Wrong
            ?? (!wire.Reading.IsCompleted ? "the gateway has not ended the connection"
                : isEndedByServer ? ledger.Ended(wire.CloseCode) : ledger.EndedByClient(wire.CloseCode));
    }

    private static async Task WaitForAnswers(FuzzContext context, IMessageWire wire, AnswerLedger ledger, ConcurrentQueue<string> asked)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await Waiting.Until(() => ledger.OpenCount == 0, wire.Reading, TimeSpan.FromMilliseconds(100))
            && !wire.Reading.IsCompleted
            && wire.Wrong is null
            && TimeProvider.System.GetElapsedTime(start) < (ledger.IsDue ? FuzzContext.Patience : RelayLimit))
        {
            await AnswerAsked(context, wire, ledger, asked);
        }
    }
}
