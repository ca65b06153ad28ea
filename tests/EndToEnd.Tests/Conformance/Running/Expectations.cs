using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Compares what comes with what must come.</summary>
/// <param name="place">For messages.</param>
/// <param name="variables">Of the scenario.</param>
/// <param name="bindings">Of the scenario.</param>
/// <param name="patience">How long to wait, in real time.</param>
internal sealed class Expectations(ScenarioPlace place, Variables variables, Bindings bindings, TimeSpan patience)
{
    /// <summary>The next message or messages, in this order.</summary>
    internal async Task InOrder(Peer peer, Step.Receive receive)
    {
        for (var number = 1; number <= receive.Times; number++)
        {
            await Next(peer, receive.Line, variables.Resolve(receive.Expected, number));
        }
    }

    /// <summary>The next messages, in whatever order; each expectation is met by one.</summary>
    internal async Task InAnyOrder(Peer peer, IReadOnlyList<Step.Receive> group)
    {
        var open = group
            .SelectMany(receive => Enumerable.Range(1, receive.Times).Select(number => (receive.Line, variables.Resolve(receive.Expected, number))))
            .Select(expected => (expected.Line, Value: Expected(peer, expected.Item2)))
            .Where(expected => expected.Value is not null)
            .ToList();
        while (open.Count > 0)
        {
            var expected = $"{(open.Count == 1 ? "" : "one of ")}{string.Join(" | ", open.Select(one => one.Value!.Source))}";
            var got = await Message(peer, open[0].Line, expected);
            var met = open.FindIndex(one => JsonComparer.Compare(one.Value!, got, bindings) is null);
            if (met < 0)
            {
                var because = JsonComparer.Compare(open[0].Value!, got, bindings);
                throw new ExchangeFailedException(place, open[0].Line, expected, got.Source, because);
            }

            open.RemoveAt(met);
            NoteLogin(peer, got);
        }
    }

    /// <summary>The next message.</summary>
    /// <param name="peer">Whose.</param>
    /// <param name="line">For messages.</param>
    /// <param name="expected">With variables resolved.</param>
    internal async Task Next(Peer peer, int line, string expected)
    {
        if (Expected(peer, expected) is not { } wanted)
        {
            return;
        }

        var got = await Message(peer, line, wanted.Source);
        if (JsonComparer.Compare(wanted, got, bindings) is { } difference)
        {
            throw new ExchangeFailedException(place, line, wanted.Source, got.Source, difference);
        }

        NoteLogin(peer, got);
    }

    /// <summary>The server closes.</summary>
    internal async Task Closed(Peer peer, Step.Closed closed)
    {
        var expected = peer.HasCloseCodes && closed.Code is { } code ? $"closed {code}" : "closed";
        var got = await peer.Receive(patience);
        while (closed.IsAfterAnything && got is Incoming.Message)
        {
            got = await peer.Receive(patience);
        }

        // A connection that is closed at once may be reset, as the system has not yet taken it over.
        var isRight = got switch
        {
            Incoming.Closed end => !peer.HasCloseCodes || closed.Code is null || end.Code == closed.Code,
            Incoming.Broken => !peer.HasCloseCodes && closed.Code is null,
            _ => false,
        };
        if (!isRight)
        {
            throw new ExchangeFailedException(place, closed.Line, expected, got?.ToString() ?? "nothing in time");
        }

        peer.IsOver = true;
    }

    /// <summary>The next message as JSON.</summary>
    internal async Task<JsonValue> Message(Peer peer, int line, string expected)
    {
        var got = await peer.Receive(patience);
        if (got is not Incoming.Message message)
        {
            peer.IsOver |= got is not null;
            throw new ExchangeFailedException(place, line, expected, got?.ToString() ?? "nothing in time");
        }

        try
        {
            return JsonReading.Parse(message.Text);
        }
        catch (FormatException exception)
        {
            throw new ExchangeFailedException(place, line, expected, message.Text, exception.Message);
        }
    }

    /// <summary>Nothing has come so far.</summary>
    internal void Nothing(Peer peer, int line)
    {
        if (peer.TryReceive() is { } got)
        {
            throw new ExchangeFailedException(place, line, "nothing so far", got.ToString());
        }
    }

    /// <summary>The connection ends, and nothing comes before.</summary>
    internal async Task NothingBeforeTheEnd(Peer peer, int line)
    {
        var got = await peer.Receive(patience);
        if (got is not Incoming.Closed)
        {
            throw new ExchangeFailedException(place, line, "the end of the connection and nothing before it", got?.ToString() ?? "nothing in time");
        }

        peer.IsOver = true;
    }

    internal ExchangeFailedException Extra(int line, JsonValue got) => new(place, line, "no further message", got.Source);

    /// <summary>As a call gets it: without tid, and no acks. Null: nothing comes.</summary>
    private static JsonValue? Expected(Peer peer, string text)
    {
        var value = JsonReading.ParseExpectation(text);
        if (!peer.IsCalling || value is not JsonValue.Object message)
        {
            return value;
        }

        return message.Member("ack") is null ? message.Without("tid") : null;
    }

    private static void NoteLogin(Peer peer, JsonValue got)
    {
        if (got is JsonValue.Object message && (message.Member("data") as JsonValue.Object)?.Member("session_id") is not null
            && message.Member("result") is JsonValue.Text { Value: "ok" })
        {
            peer.IsLoggedIn = true;
        }
    }
}
