using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz;

/// <summary>What the probe says and expects. Everything else that comes is wrong.</summary>
internal sealed class ProbeClient(WebSocketPeer peer, ChannelReader<JsonElement> inbox)
{
    private string _session = "";
    private long _lastTid;

    public async Task LogIn()
    {
        await Send("user", "login", """{"user":"probe","meta":{"secret":"PROBE-SECRET"}}""");
        await Expect($$"""{"ack":{{_lastTid}}}""");
        var answer = await Next();
        _session = answer.GetProperty("data").GetProperty("session_id").GetString()!;
    }

    /// <summary>Sends a request that must be answered with ok and nothing more.</summary>
    public async Task Ask(string subclass, string cmd, string data)
    {
        await Send(subclass, cmd, data);
        await Expect($$"""{"result":"ok","tid":{{_lastTid}}}""");
    }

    /// <summary>Publishes an event and waits for its ok and for itself, in whatever order.</summary>
    public async Task PublishToItself(long round)
    {
        var body = $$"""{"n":{{round}},"t":"é😀\u0000"}""";
        await Send("event", "send", $$"""{"class":"probe","type":"t{{round}}","body":{{body}}}""");
        JsonElement[] came = [await Next(), await Next()];
        var answer = Array.Find(came, message => message.TryGetProperty("result", out _));
        var delivered = Array.Find(came, message => message.TryGetProperty("cmd", out _));
        Same($$"""{"result":"ok","tid":{{_lastTid}}}""", answer);
        if (delivered.ValueKind == JsonValueKind.Undefined)
        {
            throw new InvalidDataException($"got no event, but: {string.Join(' ', came)}");
        }

        Same($$"""{"class":"probe","type":"t{{round}}","body":{{body}}}""", delivered.GetProperty("data"));
    }

    /// <summary>Asks itself something through the gateway, answers, and gets its answer.</summary>
    public async Task RelayToItself(long round)
    {
        var tid = ++_lastTid;
        var data = $$$"""{"session_id":"{{{_session}}}","class":"p","cmd":"c","data":{"n":{{{round}}}}}""";
        await SendText($$"""{"class":"core","subclass":"session","cmd":"cmd","data":{{data}},"tid":{{tid}}}""");
        await Expect($$"""{"ack":{{tid}}}""");
        var asked = await Next();
        var number = asked.GetProperty("tid").GetRawText();
        Same($$$"""{"class":"p","cmd":"c","data":{"n":{{{round}}}},"tid":{{{number}}}}""", asked);
        await SendText($$$"""{"result":"ok","data":[{{{round}}}],"tid":{{{number}}}}""");
        await Expect($$"""{"result":"ok","data":[{{round}}],"tid":{{tid}}}""");
    }

    private Task Send(string subclass, string cmd, string data) => SendText(
        $$"""{"class":"core","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{data}},"tid":{{++_lastTid}}}""");

    private async Task SendText(string text)
    {
        if (!await peer.SendText(Encoding.UTF8.GetBytes(text)))
        {
            throw new InvalidDataException("lost its connection");
        }
    }

    private async Task Expect(string json) => Same(json, await Next());

    private async Task<JsonElement> Next()
    {
        var next = inbox.ReadAsync().AsTask();
        await Task.WhenAny(next, peer.Reading, Task.Delay(Probe.Limit));
        return next.IsCompletedSuccessfully ? await next
            : peer.Reading.IsCompleted
                ? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"was closed: {peer.CloseCode} {peer.Wrong}"))
                : throw new InvalidDataException($"waited longer than {Probe.Limit.TotalSeconds} s");
    }

    private static void Same(string expected, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !JsonElement.DeepEquals(JsonElement.Parse(expected), message))
        {
            throw new InvalidDataException($"expected {expected} and got: {message}");
        }
    }
}
