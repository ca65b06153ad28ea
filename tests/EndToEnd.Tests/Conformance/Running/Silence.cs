using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Proves that nothing more came, without waiting: a question is asked, and its answer is the next that comes. For events of others a
/// further event is published, which comes after them, as all events of a service default stand in one log. At the Status interface the
/// question is an unknown command: a set that is answered has told every connection of its gateway. In the event feed it is a message of
/// an unknown type, after the gateways have delivered what was published; where it is only read, a further event that its filters let in.
/// </summary>
/// <param name="expectations">Read what comes.</param>
/// <param name="gateways">Of the scenario.</param>
/// <param name="run">What <c>$run</c> is.</param>
internal sealed class Silence(Expectations expectations, GatewaySet gateways, string run)
{
    private const string InvalidCommand = "Error: Invalid command.";

    private int _lastNumber;

    /// <summary>Nothing has come to a connection, or nothing that another one has caused so far.</summary>
    internal async Task Now(Peer peer, Peer? after, int line)
    {
        if (after is null)
        {
            await Probe(peer, line);
            return;
        }

        if (peer.IsStatus || after.IsStatus || peer.IsFeed || after.IsFeed)
        {
            throw new NotSupportedException("At the Status interface and in the event feed 'quiet' is enough.");
        }

        var name = NextName();
        await Ask(peer, line, "subscribe", name);
        await Publish(after, name);
        if (peer == after)
        {
            await OwnEvents(peer, line, name, count: 1);
        }
        else
        {
            await Take(after, line, [Ok(name)]);
            await Take(peer, line, [Event(name)]);
        }

        await Ask(peer, line, "unsubscribe", name);
    }

    /// <summary>Closes in order; what still comes is too much.</summary>
    internal async Task Close(Peer peer, int line)
    {
        await peer.BeginClose();
        await expectations.NothingBeforeTheEnd(peer, line);
    }

    /// <summary>Nothing is left on any connection that is still open; then all are closed.</summary>
    internal async Task AtTheEnd(IEnumerable<Peer> peers, int line)
    {
        var all = peers.Where(peer => !peer.IsOver).ToList();
        foreach (var reader in all.Where(peer => peer.IsFeed))
        {
            // Before the questions to others, which it would be told of.
            await Probe(reader, line);
            await Close(reader, line);
        }

        var open = all.Where(peer => !peer.IsFeed).ToList();
        var callers = open.Where(peer => peer.IsCalling).ToList();
        var sessions = open.Where(peer => peer.IsLoggedIn).ToList();
        foreach (var peer in open.Except(sessions).Except(callers))
        {
            await Probe(peer, line);
        }

        var name = NextName();
        foreach (var peer in sessions)
        {
            await Ask(peer, line, "subscribe", name);
        }

        foreach (var peer in sessions.Concat(callers))
        {
            await Publish(peer, name);
        }

        foreach (var peer in callers)
        {
            await Take(peer, line, [Ok(name)]);
        }

        foreach (var peer in sessions)
        {
            await OwnEvents(peer, line, name, sessions.Count + callers.Count);
        }

        foreach (var peer in open)
        {
            await Close(peer, line);
        }
    }

    private static string Ok(string name) => $$"""{"result":"ok","tid":"{{name}}"}""";

    private static string NotAuthenticated(string name) =>
        $$$"""{"result":"error","data":{"code":100031,"error":"Not authenticated"},"tid":"{{{name}}}"}""";

    private static string UnknownType(string name) =>
        $$"""{"correlationId":null,"error":"Unknown message type '{{name}}'.","type":"error","time":<int>}""";

    private static string Event(string name) => $$$"""{"class":"core","cmd":"event","data":{"class":"{{{name}}}"},"tid":<int>}""";

    private string NextName() => $"silence-{run}-{++_lastNumber}";

    /// <summary>The ok of its own event, and so many events, in whatever order.</summary>
    private Task OwnEvents(Peer peer, int line, string name, int count) =>
        Take(peer, line, [Ok(name), .. Enumerable.Repeat(Event(name), count)]);

    private async Task Take(Peer peer, int line, IEnumerable<string> expected)
    {
        var open = expected.Select(text => Expectations.AsReceived(peer, text)).ToList();
        while (open.Count > 0)
        {
            var got = await expectations.Message(peer, line, "no further message");
            var met = open.FindIndex(one => JsonComparer.Compare(one!, WithoutService(got), new Bindings()) is null);
            if (met < 0)
            {
                throw expectations.Extra(line, got.Source);
            }

            open.RemoveAt(met);
        }
    }

    /// <summary>Sessions of other services see the event's service.</summary>
    private static JsonValue WithoutService(JsonValue got) => got is not JsonValue.Object message ? got : message with
    {
        Members =
        [
            .. message.Members.Select(member =>
                member is { Name: "data", Value: JsonValue.Object data } ? member with { Value = data.Without("service") } : member),
        ],
    };

    private static Task Publish(Peer peer, string name) => Send(peer, "send", name);

    private async Task Ask(Peer peer, int line, string cmd, string name)
    {
        await Send(peer, cmd, name);
        await Take(peer, line, [Ok(name)]);
    }

    private static Task Send(Peer peer, string cmd, string name)
    {
        var data = $$"""{"class":"{{name}}","service":"default"}""";
        var request = $$"""{"class":"core","subclass":"event","cmd":"{{cmd}}","data":{{data}},"tid":"{{name}}"}""";
        return peer.Send(Encoding.UTF8.GetBytes(request), SendKind.Message);
    }

    private async Task Mark(SsePeer reader, int line, string name)
    {
        await gateways.Publish(reader.Await(name));
        var got = await expectations.Message(reader, line, "no further message");
        _ = (got as JsonValue.Object)?.Member(FeedMark.Member) is JsonValue.Text mark && mark.Value == name
            ? true
            : throw expectations.Extra(line, got.Source);
    }

    /// <summary>A request that changes nothing, or an unknown command; one that has not logged in is told so.</summary>
    private async Task Probe(Peer peer, int line)
    {
        var name = NextName();
        if (peer.IsStatus)
        {
            await peer.Send(Encoding.UTF8.GetBytes(name), SendKind.Message);
            var got = await expectations.Text(peer, line, "no further line");
            _ = got == InvalidCommand ? true : throw expectations.Extra(line, got);
            return;
        }

        if (peer.IsFeed)
        {
            await gateways.Settle();
            if (peer is SsePeer reader)
            {
                await Mark(reader, line, name);
                return;
            }

            await peer.Send(Encoding.UTF8.GetBytes($$"""{"type":"{{name}}"}"""), SendKind.Message);
            await Take(peer, line, [UnknownType(name)]);
            return;
        }

        await Send(peer, "unsubscribe", name);
        await Take(peer, line, [peer.IsLoggedIn ? Ok(name) : NotAuthenticated(name)]);
    }
}
