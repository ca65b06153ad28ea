namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary><c>POST /rpc</c> with curl (external-api.md 1).</summary>
[Collection(typeof(SmokeRun))]
public sealed class RpcClientTests(SmokeGateway gateway)
{
    private const string Publish = """{"class":"core","subclass":"event","cmd":"send","data":{"class":"call"},"tid":7}""";
    private const string Credentials = "-u anna:any";
    private const int MessageBytesMax = 65_536;

    private const string InvalidJson = """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""";
    private const string InvalidMessage = """{"result":"error","data":{"code":100072,"error":"Invalid message"}}""";
    private const string NotAuthorized = """{"title":"Unauthorized","status":401,"detail":"Credentials are missing or wrong."}""";
    private const string NoSuchMethod =
        """{"title":"Method Not Allowed","status":405,"detail":"This method is not supported here."}""";

    private const string NotFound = """{"title":"Not Found","status":404,"detail":"Not Found."}""";
    private const string TooLarge = """{"title":"Payload Too Large","status":413,"detail":"The body is too large."}""";

    [Theory]
    [InlineData("ExternalApi")]
    [InlineData("ExternalApiTls")]
    [InlineData("Http")]
    [InlineData("Https")]
    public async Task Call_WithCredentials_IsAnsweredOnEveryListener(string listener) =>
        Assert.Equal(Answer("200 OK", """{"result":"ok"}"""), await Call(Publish, $"{Address(listener)}/rpc {Credentials} -d @-"));

    [Theory]
    [InlineData("""{"class":"core","subclass":"user","cmd":"fly"}""", 100042, "Unknown command 'fly'")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"get","data":{"user":"nobody"}}""", 100033, "User not found")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{}}""", 100045, "Missing field: class")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"call"}}""", 100041, "Invalid parameters")]
    public async Task Call_Refused_Is200WithTheErrorObject(string request, int code, string error) => Assert.Equal(
        Answer("200 OK", $$$"""{"result":"error","data":{"code":{{{code}}},"error":"{{{error}}}"}}"""),
        await Call(request, $"{Address("ExternalApi")}/rpc {Credentials} -d @-"));

    [Theory]
    [InlineData("{", InvalidJson)]
    [InlineData("", InvalidJson)]
    [InlineData("[]", InvalidMessage)]
    [InlineData("""{"class":"core"}""", InvalidMessage)]
    public async Task Call_NoRequest_Is400WithTheErrorObject(string body, string error) => Assert.Equal(
        Answer("400 Bad Request", error), await Call(body, $"{Address("ExternalApi")}/rpc {Credentials} -d @-"));

    [Theory]
    [InlineData("/rpc -d @-", "401 Unauthorized", "WWW-Authenticate: Basic", NotAuthorized)]
    [InlineData("/rpc -d @- --oauth2-bearer junk", "401 Unauthorized", "WWW-Authenticate: Basic", NotAuthorized)]
    [InlineData("/rpc", "405 Method Not Allowed", "Allow: POST", NoSuchMethod)]
    [InlineData("/rpc -u anna:any -d @- -X PUT", "405 Method Not Allowed", "Allow: POST", NoSuchMethod)]
    [InlineData("/", "404 Not Found", "", NotFound)]
    [InlineData("/nkapi/ws", "404 Not Found", "", NotFound)]
    [InlineData("/RPC -u anna:any -d @-", "404 Not Found", "", NotFound)]
    public async Task Call_NotAdmitted_HasItsStatus(string arguments, string status, string header, string problem) =>
        Assert.Equal(Problem(status, header, problem), await Call(Publish, Address("ExternalApi") + arguments));

    [Theory]
    [InlineData("")]
    [InlineData(" -H Transfer-Encoding:chunked")]
    public async Task Call_LargestBodyPasses_OneByteMoreIs413(string encoding)
    {
        var arguments = $"{Address("ExternalApi")}/rpc {Credentials} --data-binary @-{encoding}";
        Assert.Equal(Answer("200 OK", """{"result":"ok"}"""), await Call(Publish.PadRight(MessageBytesMax), arguments));
        Assert.Equal(
            Problem("413 Payload Too Large", "", TooLarge), await Call(Publish.PadRight(MessageBytesMax + 1), arguments));
    }

    /// <summary>The answer as <see cref="AsText"/> writes it, without its date; curl must end with 0.</summary>
    /// <param name="body">For <c>-d @-</c>.</param>
    /// <param name="arguments">Address and options, apart by spaces.</param>
    private async Task<string> Call(string body, string arguments)
    {
        string[] common = ["-q", "-sS", "-i", "--noproxy", "*", "--cacert", gateway.Certificate];
        await using var curl = await ForeignTool.Curl.Start([.. common, .. arguments.Split(' ')]);
        if (arguments.Contains("@-", StringComparison.Ordinal))
        {
            await curl.Write(body);
        }

        curl.EndInput();
        var output = await curl.ReadRest();
        Assert.Equal(("", 0), (await curl.Errors(), await curl.ExitCode()));
        var parts = output.Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n");
        return AsText(lines[0], lines[1..].Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)), parts[1]);
    }

    private string Address(string listener) => listener switch
    {
        "ExternalApi" => $"http://127.0.0.1:{gateway.ExternalApi}",
        "ExternalApiTls" => $"https://localhost:{gateway.ExternalApiTls}",
        "Http" => $"http://127.0.0.1:{gateway.Http}",
        "Https" => $"https://localhost:{gateway.Https}",
        _ => throw new ArgumentOutOfRangeException(nameof(listener), listener, "No HTTP listener."),
    };

    private static string Answer(string status, string json) =>
        AsText($"HTTP/1.1 {status}", [$"Content-Length: {json.Length}", "Content-Type: application/json"], json);

    private static string Problem(string status, string header, string json)
    {
        string[] headers = ["Content-Type: application/problem+json", "Transfer-Encoding: chunked", header];
        return AsText($"HTTP/1.1 {status}", headers.Where(each => each != ""), json);
    }

    // The order of headers means nothing (RFC 9110 5.3).
    private static string AsText(string status, IEnumerable<string> headers, string body) =>
        string.Join('\n', [status, .. headers.Order(StringComparer.Ordinal), "", body]);
}
