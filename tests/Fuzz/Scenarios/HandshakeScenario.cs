using System.Text;
using EventPlatform.Fuzz.Http;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>Heads of requests that are nearly upgrades, or garbage: refused as HTTP has it, never with a server's error.</summary>
internal sealed class HandshakeScenario : IScenario
{
    private static readonly string[] Lines =
    [
        "Upgrade: websocket", "Upgrade: WebSocket, h2c", "Upgrade: h2c", "upgrade:websocket", "Connection: Upgrade",
        "Connection: keep-alive, Upgrade",
        "Connection: close", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 13, 8",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Key: short", "Sec-WebSocket-Key:",
        "Host: localhost", "Host: a, b", "Host:",
        "Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99", "Content-Length: 0",
        "Content-Length: 5", "Transfer-Encoding: chunked", "Origin: null", "X-Forwarded-For: 1.2.3.4, é", "Expect: 100-continue",
        "Authorization: Basic bWFuYWdlcjptYW5hZzNycGE1NXdvcmQ=", "no colon", ": no name", "Tab\t: x", "A: \0", " folded", "Cookie: " + "x",
    ];

    private static readonly string[] Paths =
    [
        "/", "/nkapi/ws", "/api/ws", "/rpc", "/communication_manager/ws/event", "/%2e", "/%zz", "/a b", "*", "http://localhost/",
        "/?since=%00",
        "/communication_manager/ws/event?filter=a", "/communication_manager/ws/event?filter=type:%ff", "//", "/\u0001", "",
    ];

    public string Name => "handshakes";

    public int Weight => 10;

    public async Task<string?> Run(FuzzContext context)
    {
        var random = context.Random;
        using var peer = await Peer.Connect(context, Targets.AnyHttp(context), "http");
        var head = random.Next(10) == 0 ? Garbage(random) : Head(random);
        var isWhole = head.AsSpan().IndexOf("\r\n\r\n"u8) >= 0;
        if (!await peer.SendPieces(head))
        {
            return null;
        }

        if (!isWhole || random.Next(4) == 0)
        {
            if (random.Next(3) == 0)
            {
                peer.Reset();
                return null;
            }

            peer.EndSending();
        }

        return await Judge(context, new HttpReader(peer));
    }

    private static async Task<string?> Judge(FuzzContext context, HttpReader reader)
    {
        try
        {
            // Of pipelined requests some may follow; who waits for more of a body is not waited for.
            for (var count = 0; count < 3; count++)
            {
                var answer = await reader.Next();
                context.Counts.Add($"http {answer?.Status ?? 0}");
                if (answer is { Status: >= 500 and not (501 or 505) })
                {
                    return $"status {answer.Status}: {answer.Body}";
                }

                if (answer is null or { Status: 101 } or { IsLast: true } || !reader.HasRest)
                {
                    return null;
                }
            }
        }
        catch (InvalidDataException wrong) when (reader.IsEnded)
        {
            // A HEAD's response, or one whose connection was reset as its request was not read to its end.
            context.Counts.Add($"http cut off {wrong.Message.Length > 0}");
        }
        catch (TimeoutException)
        {
            context.Counts.Add("http waits for more");
        }

        return null;
    }

    private static byte[] Head(Random random)
    {
        var head = new StringBuilder();
        var method = random.Next(5) > 0 ? "GET" : Pick(random, ["POST", "PUT", "get", "GETX", "", "PRI", "CONNECT", "OPTIONS"]);
        var version = random.Next(8) > 0 ? "HTTP/1.1" : Pick(random, ["HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "http/1.1", "", "HTTP/9.9"]);
        head.Append(method).Append(' ').Append(Pick(random, Paths)).Append(' ').Append(version).Append(Eol(random));
        foreach (var line in Lines.Take(1).Concat(["Connection: Upgrade", Lines[7], Lines[10], "Host: localhost"]))
        {
            if (random.Next(12) > 0)
            {
                head.Append(line).Append(Eol(random));
            }
        }

        while (random.Next(3) == 0)
        {
            head.Append(Pick(random, Lines)).Append(Eol(random));
        }

        if (random.Next(15) == 0)
        {
            head.Append("X-Long: ").Append('x', random.Next(1, 40_000)).Append(Eol(random));
        }

        if (random.Next(20) == 0)
        {
            head.Insert(0, string.Concat(Enumerable.Repeat($"X-{random.Next()}: y\r\n", random.Next(120))));
        }

        head.Append(random.Next(20) == 0 ? "" : "\r\n");
        head.Append(random.Next(4) == 0 ? "\u0081\u0085\u0001\u0002\u0003\u0004abcde" : "");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    private static byte[] Garbage(Random random)
    {
        var bytes = new byte[random.Next(1, 2_000)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            "GET /"u8[..Math.Min(5, bytes.Length)].CopyTo(bytes);
        }

        return bytes;
    }

    private static string Eol(Random random) => random.Next(60) == 0 ? Pick(random, ["\n", "\r", "\r\r\n"]) : "\r\n";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
