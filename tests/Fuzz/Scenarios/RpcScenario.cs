using System.Text;
using System.Text.Json;
using EventPlatform.Fuzz.Http;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>Well-formed HTTP to <c>/rpc</c>, with every kind of credentials and body: the status is known (external-api.md, 1).</summary>
internal sealed class RpcScenario : IScenario
{
    private const int BodyBytesMax = 65_536;

    private static readonly string[] Right = [Basic("anna:secret"), Basic("b:"), Basic("é:x:y")];
    private static readonly string[] Refused = ["", Basic("nocolon"), "Basic ???", "Bearer a.b.c", "Digest a", "Basic"];

    public string Name => "rpc";

    public int Weight => 15;

    public async Task<string?> Run(FuzzContext context)
    {
        var random = context.Random;

        // No session that is there: a relay blocks the call for as long as its target likes.
        var names = new FuzzNames { Users = ["anna", "nobody", "*"], Sessions = ["nobody", "*"] };
        var source = new EnvelopeSource(random, names, " \t\r\n");
        using var peer = await Peer.Connect(context, Targets.AnyHttp(context), "http");
        var reader = new HttpReader(peer);
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var method = random.Next(6) > 0 ? "POST" : Pick(random, ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "FOO"]);
            var isRight = random.Next(6) > 0;
            var authorization = Pick(random, isRight ? Right : Refused);
            var body = Body(random, source);
            var header = authorization.Length == 0 ? "" : $"Authorization: {authorization}\r\n";
            header += random.Next(4) == 0 ? "Content-Type: text/nonsense\r\n" : "";
            header += random.Next(8) == 0 ? "Expect: 100-continue\r\n" : "";
            if (!await peer.SendPieces(HttpRequestText.Of(random, method, random.Next(5) == 0 ? "/rpc?a=b" : "/rpc", header, body)))
            {
                return null;
            }

            context.Counts.Add("messages out");
            var answer = await reader.Next(isHead: method == "HEAD");
            context.Counts.Add($"http {answer?.Status ?? 0}");
            if (Judge(answer, Expected(method, isRight, body), method == "HEAD") is { } wrong)
            {
                return wrong;
            }

            if (answer is null or { IsLast: true })
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The first that applies: method, credentials, size, what is no command.</summary>
    private static int Expected(string method, bool isRight, byte[] body) =>
        method != "POST" ? 405 : !isRight ? 401 : body.Length > BodyBytesMax ? 413 : IsCommand(body) ? 200 : 400;

    /// <summary>An object with class and cmd, whatever they hold.</summary>
    private static bool IsCommand(byte[] body)
    {
        // With a tid in front, which does not count, it must be a request.
        var reading = MessageReading.Of(body);
        if (reading.Kind is MessageKind.Request or MessageKind.NotJson)
        {
            return reading.Kind == MessageKind.Request;
        }

        var start = body.AsSpan().IndexOfAnyExcept(" \t\r\n"u8);
        return body[start] == (byte)'{'
            && MessageReading.Of([.. "{\"tid\":1,"u8, .. body[(start + 1)..]]).Kind == MessageKind.Request;
    }

    private static byte[] Body(Random random, EnvelopeSource source) => random.Next(12) switch
    {
        0 => [],
        1 => source.Broken(),
        2 => Padded(source.NextRequest(), random.Next(BodyBytesMax - 2, BodyBytesMax + 3)),
        3 => Padded(source.NextRequest(), random.Next(100_000, 300_000)),
        4 => source.Login(),
        _ => source.NextRequest(),
    };

    private static string? Judge(HttpAnswer? answer, int status, bool isHead)
    {
        if (answer is null)
        {
            return "no response";
        }

        if (answer.Status != status)
        {
            return $"status {answer.Status} instead of {status}: {answer.Head}{answer.Body}";
        }

        return status switch
        {
            401 when !answer.Has("WWW-Authenticate") => "401 without WWW-Authenticate",
            200 or 400 when !isHead => JudgeBody(answer),
            _ => null,
        };
    }

    private static string? JudgeBody(HttpAnswer answer)
    {
        try
        {
            using var body = JsonDocument.Parse(Encoding.Latin1.GetBytes(answer.Body), new JsonDocumentOptions { MaxDepth = 128 });
            var root = body.RootElement;
            var isError = root.GetProperty("result").GetString() == "error";
            var error = isError ? root.GetProperty("data") : default;
            return root.TryGetProperty("tid", out _) ? $"a tid: {answer.Body}"
                : !isError ? (answer.Status == 200 && root.GetProperty("result").GetString() == "ok" ? null : $"neither: {answer.Body}")
                : error.GetProperty("code").GetInt32() is var code && code == ApiErrorTexts.Internal ? $"an internal error: {answer.Body}"
                : ApiErrorTexts.Contain(code, error.GetProperty("error").GetString()!) ? null
                : $"an error that is not documented: {answer.Body}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"a body that is no answer: {answer.Body}";
        }
    }

    private static byte[] Padded(byte[] message, int bytes)
    {
        var padded = new byte[Math.Max(bytes, message.Length)];
        padded.AsSpan().Fill((byte)' ');
        message.CopyTo(padded, 0);
        return padded;
    }

    private static string Basic(string credentials) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
