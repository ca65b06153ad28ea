using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Compares what comes with what must come.</summary>
/// <param name="place">For messages.</param>
/// <param name="variables">Of the scenario.</param>
/// <param name="bindings">Of the scenario.</param>
/// <param name="patience">How long to wait.</param>
internal sealed class Expectations(ScenarioPlace place, Variables variables, Bindings bindings, Patience patience)
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
            .SelectMany(receive => Enumerable.Range(1, receive.Times), (receive, number) =>
                (receive.Line, Value: WantedOf(peer, variables.Resolve(receive.Expected, number))))
            .Where(expected => expected.Value is not null)
            .ToList();
        while (open.Count > 0)
        {
            var expected = $"{(open.Count == 1 ? "" : "one of ")}{string.Join(" | ", open.Select(one => one.Value!.Source))}";
            var got = await Text(peer, open[0].Line, expected);
            var met = open.FindIndex(one => one.Value!.Difference(got, bindings) is null);
            if (met < 0)
            {
                throw new ExchangeFailedException(place, open[0].Line, expected, got, open[0].Value!.Difference(got, bindings));
            }

            open.RemoveAt(met);
            NoteLogin(peer, got);
        }
    }

    /// <summary>As many of these as come, or none; something else must follow.</summary>
    internal async Task AsManyAsCome(Peer peer, Step.ReceiveAny receive)
    {
        var wanted = WantedOf(peer, variables.Resolve(receive.Expected)) ?? throw new NotSupportedException("A call gets no such message.");
        var got = await patience.For(peer.Receive);
        while (got is Incoming.Message message && wanted.Difference(message.Text, bindings) is null)
        {
            got = await patience.For(peer.Receive);
        }

        peer.PutBack(got ?? throw new ExchangeFailedException(place, receive.Line, "something else after these", Text(got)));
    }

    /// <summary>The next message.</summary>
    /// <param name="peer">Whose.</param>
    /// <param name="line">For messages.</param>
    /// <param name="expected">With variables resolved.</param>
    internal async Task Next(Peer peer, int line, string expected)
    {
        if (WantedOf(peer, expected) is not { } wanted)
        {
            return;
        }

        var got = await Text(peer, line, wanted.Source);
        if (wanted.Difference(got, bindings) is { } difference)
        {
            throw new ExchangeFailedException(place, line, wanted.Source, got, difference);
        }

        NoteLogin(peer, got);
    }

    /// <summary>Exactly these bytes, which are whole lines.</summary>
    internal async Task Bytes(Peer peer, Step.ReceiveBytes receive)
    {
        var expected = Encoding.UTF8.GetString(EscapedBytes.Of(variables.Resolve(receive.Text)));
        if (!peer.IsStatus || !expected.EndsWith('\n'))
        {
            throw new NotSupportedException("Bytes are whole lines of the Status interface.");
        }

        var got = new StringBuilder();
        while (got.Length < expected.Length && expected.StartsWith(got.ToString(), StringComparison.Ordinal))
        {
            got.Append(await Text(peer, receive.Line, receive.Text)).Append('\n');
        }

        if (new Wanted.Line(expected).Difference(got.ToString(), bindings) is { } difference)
        {
            throw new ExchangeFailedException(place, receive.Line, expected, got.ToString(), difference);
        }
    }

    /// <summary>The next line of the Status interface has this form.</summary>
    internal async Task Like(Peer peer, Step.ReceiveLike receive)
    {
        if (!peer.IsStatus)
        {
            throw new NotSupportedException("Forms of lines are for the Status interface; JSON has <like> for texts.");
        }

        var wanted = new Wanted.LineLike(receive.Pattern);
        var got = await Text(peer, receive.Line, wanted.Source);
        if (wanted.Difference(got, bindings) is { } difference)
        {
            throw new ExchangeFailedException(place, receive.Line, wanted.Source, got, difference);
        }
    }

    /// <summary>The server closes.</summary>
    internal async Task Closed(Peer peer, Step.Closed closed)
    {
        var expected = peer.HasCloseCodes && closed.Code is { } code ? $"closed {code}" : "closed";
        var got = await patience.For(peer.Receive);
        while (closed.IsAfterAnything && got is Incoming.Message)
        {
            got = await patience.For(peer.Receive);
        }

        // A connection that is closed at once may be reset, as the system has not yet taken it over.
        var isRight = got switch
        {
            Incoming.Closed end => !peer.HasCloseCodes || closed.Code is null || end.Code == closed.Code,
            // A response that only ends may be cut off for those that do not read it.
            Incoming.Broken => !peer.HasCloseCodes && closed.Code is null && (closed.IsAfterAnything || !peer.IsFeed),
            _ => false,
        };
        if (!isRight)
        {
            throw new ExchangeFailedException(place, closed.Line, expected, Text(got));
        }

        await Ended(peer, closed.Line);
    }

    /// <summary>The next message as JSON.</summary>
    internal async Task<JsonValue> Message(Peer peer, int line, string expected)
    {
        var got = await Text(peer, line, expected);
        try
        {
            return JsonReading.Parse(got);
        }
        catch (FormatException exception)
        {
            throw new ExchangeFailedException(place, line, expected, got, exception.Message);
        }
    }

    /// <summary>The next message as it came.</summary>
    internal async Task<string> Text(Peer peer, int line, string expected)
    {
        var got = await patience.For(peer.Receive);
        if (got is Incoming.Message message)
        {
            return message.Text;
        }

        peer.IsOver |= got is not null;
        throw new ExchangeFailedException(place, line, expected, Text(got));
    }

    /// <summary>Some headers have these forms, see <see cref="HeaderForm"/>.</summary>
    /// <param name="line">For messages.</param>
    /// <param name="expected">By their names.</param>
    /// <param name="headerOf">Gives a header's value, empty when it is not there.</param>
    internal void Headers(int line, IReadOnlyDictionary<string, string> expected, Func<string, string> headerOf)
    {
        foreach (var (name, form) in expected)
        {
            if (!HeaderForm.Has(variables.Resolve(form), headerOf(name), bindings))
            {
                throw new ExchangeFailedException(place, line, $"{name}: {form}", $"'{headerOf(name)}'");
            }
        }
    }

    /// <summary>A ping has come, or comes.</summary>
    internal async Task Pinged(Peer peer, int line)
    {
        _ = await patience.For(async within => await peer.Pinged(within) ? peer : null)
            ?? throw new ExchangeFailedException(place, line, "a ping", "nothing in time");
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
        var got = await patience.For(peer.Receive);
        if (got is not Incoming.Closed)
        {
            throw new ExchangeFailedException(place, line, "the end of the connection and nothing before it", Text(got));
        }

        await Ended(peer, line);
    }

    internal ExchangeFailedException Extra(int line, string got) => new(place, line, "no further message", got);

    /// <summary>As a call gets it: without tid, and no acks. Null: nothing comes.</summary>
    internal static JsonValue? AsReceived(Peer peer, string text)
    {
        var value = JsonReading.ParseExpectation(text);
        if (!peer.IsCalling || value is not JsonValue.Object message)
        {
            return value;
        }

        return message.Member("ack") is null ? message.Without("tid") : null;
    }

    private static Wanted? WantedOf(Peer peer, string text) =>
        peer.IsStatus ? new Wanted.Line(text)
        : peer.IsFeed ? new Wanted.Json(FeedMessages.Complete(JsonReading.ParseExpectation(text)))
        : AsReceived(peer, text) is { } value ? new Wanted.Json(value)
        : null;

    /// <summary>Having said that it closes, the server ends the connection, and nothing comes in between.</summary>
    private async Task Ended(Peer peer, int line)
    {
        peer.IsOver = true;
        var got = await patience.For(peer.Receive);
        if (got is not Incoming.Ended)
        {
            throw new ExchangeFailedException(place, line, "the end of the connection after the close", Text(got));
        }
    }

    private static string Text(Incoming? got) => got?.ToString() ?? "nothing in time";

    private static void NoteLogin(Peer peer, string got)
    {
        if (!peer.IsLoggedIn && !peer.IsStatus && !peer.IsFeed && JsonReading.Parse(got) is JsonValue.Object message
            && (message.Member("data") as JsonValue.Object)?.Member("session_id") is not null
            && message.Member("result") is JsonValue.Text { Value: "ok" })
        {
            peer.IsLoggedIn = true;
        }
    }
}
