using System.Text;
using EventPlatform.Fuzz.Http;
using EventPlatform.Fuzz.Net;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>The Live API and the pages beside it: never a server's error, and every response whole.</summary>
internal sealed class RestScenario : IScenario
{
    private const string Base = "/communication_manager/rest";
    private const string Core = Base + "/live/coreServers/getByName/default";

    private static readonly string[] Paths =
    [
        "/", Core, $"{Core}/users", $"{Core}/users?limit=1", $"{Core}/extensions", $"{Core}/extensions/getByName/4221", $"{Core}/events",
        $"{Core}/extensions/getByName/4221/status/set", $"{Core}/extensions/getByName/4221/note/set", $"{Core}/locations/getByName/Berlin",
        $"{Core}/sessions", $"{Core}/sessions/shared", $"{Core}/sessions/none/stop", $"{Core}/users/getByName/nobody/sendEvent",
        $"{Core}/server", $"{Base}/config/coreServers", $"{Base}/%ff", $"{Base}/live/%2F", $"{Base}/nothing",
        "/communication_manager/sse/none",
        $"{Core}/extensions?limit=0", $"{Core}/extensions?limit=2&after=garbage", $"{Core}/extensions/not-a-uuid", "/favicon.ico",
    ];

    public string Name => "rest";

    public int Weight => 5;

    public async Task<string?> Run(FuzzContext context)
    {
        if (context.Ports.Http == 0)
        {
            return null;
        }

        var random = context.Random;
        var json = new JsonSource(random);
        using var peer = await Peer.Connect(context, context.Ports.Http, "http");
        var reader = new HttpReader(peer);
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var method = random.Next(3) > 0 ? "GET" : Pick(random, ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]);
            var headers = random.Next(10) == 0 ? "" : $"Authorization: {Targets.Realm}\r\n";
            headers += random.Next(3) == 0 ? "Content-Type: application/json\r\n" : "";
            headers += random.Next(6) == 0 ? "If-None-Match: \"x\", W/\"y\", *\r\n" : "";
            var body = method is "POST" or "PUT" or "PATCH" || random.Next(10) == 0 ? Body(random, json) : null;
            if (!await peer.SendPieces(HttpRequestText.Of(random, method, Pick(random, Paths), headers, body)))
            {
                return null;
            }

            context.Counts.Add("messages out");
            var answer = await reader.Next(isHead: method == "HEAD");
            context.Counts.Add($"http {answer?.Status ?? 0}");
            if (answer is null or { Status: >= 500 })
            {
                return answer is null ? "no response" : $"status {answer.Status}: {answer.Body}";
            }

            if (answer.IsLast)
            {
                return null;
            }
        }

        return null;
    }

    private static byte[] Body(Random random, JsonSource json) => Encoding.UTF8.GetBytes(random.Next(8) switch
    {
        0 => "",
        1 => json.Deep(random.Next(60, 70)).ToText(),
        2 => """{"status":"Lunch"}""",
        3 => """{"note":"a\r\nb"}""",
        4 => $"{{\"class\":\"a\",\"type\":{json.Value(1).ToText()},\"body\":{json.Value(3).ToText()}}}",
        5 => $"{{\"status\":{json.Value(2).ToText()},\"note\":{json.Quoted()},\"returnTime\":{json.Number()}}}",
        _ => json.Value().ToText(),
    });

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
