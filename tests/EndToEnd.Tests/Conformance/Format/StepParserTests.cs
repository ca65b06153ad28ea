namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

public sealed class StepParserTests
{
    private const string Rest = "/communication_manager/rest";

    private static readonly Who A = new("a", null);

    [Theory]
    [InlineData("a> {\"x\": 1}", "a", null, "Message", "{\"x\": 1}", null, 1)]
    [InlineData("a>", "a", null, "Message", "", null, 1)]
    [InlineData("b2@2>bytes \\x00", "b2", 2, "Bytes", "\\x00", null, 1)]
    [InlineData("a>binary x", "a", null, "Binary", "x", null, 1)]
    [InlineData("a>raw  x ", "a", null, "Raw", " x ", null, 1)]
    [InlineData("10 x a@1> [70 bytes] $fill", "a", 1, "Message", "$fill", 70, 10)]
    public void Parse_Send(string text, string name, int? gateway, string kind, string sent, int? bytes, int times) =>
        Assert.Equal(new Step.Send(3, new Who(name, gateway), Enum.Parse<SendKind>(kind), sent, bytes, times), StepParser.Parse(3, text));

    [Theory]
    [InlineData("a< {}", false, "{}", 1)]
    [InlineData("a<* <any>", true, "<any>", 1)]
    [InlineData("3 x a< 7", false, "7", 3)]
    [InlineData("a<", false, "", 1)]
    [InlineData("a<  x ", false, " x ", 1)]
    public void Parse_Receive(string text, bool isAnyOrder, string expected, int times) =>
        Assert.Equal(new Step.Receive(3, A, expected, isAnyOrder, times), StepParser.Parse(3, text));

    [Fact]
    public void Parse_ReceiveAny()
    {
        Assert.Equal(new Step.ReceiveAny(3, A, "{}"), StepParser.Parse(3, "any x a< {}"));
        Assert.Throws<FormatException>(() => StepParser.Parse(3, "any x a<* {}"));
        Assert.Throws<FormatException>(() => StepParser.Parse(3, "any x a> {}"));
    }

    [Fact]
    public void Parse_ReceiveLike() => Assert.Equal(new Step.ReceiveLike(3, A, "Error: *."), StepParser.Parse(3, "a<like Error: *."));

    [Fact]
    public void Parse_ReceiveBytes() => Assert.Equal(new Step.ReceiveBytes(3, A, @"x\n\n"), StepParser.Parse(3, @"a<bytes x\n\n"));

    [Fact]
    public void Parse_Login()
    {
        var step = Assert.IsType<Step.Login>(StepParser.Parse(3, "a login user id service=other x=y=z"));
        Assert.Equal(("user", "id"), (step.User, step.SessionId));
        Assert.Equal([("service", "other"), ("x", "y=z")], step.Fields.Select(field => (field.Key, field.Value)));

        var bare = Assert.IsType<Step.Login>(StepParser.Parse(3, "a@2 login service=other"));
        Assert.Equal((new Who("a", 2), null, null), (bare.Who, bare.User, bare.SessionId));
    }

    [Theory]
    [InlineData("a connect", null, false, null, null)]
    [InlineData("a connect /x?y", "/x?y", false, null, null)]
    [InlineData("a connect ?x=y refused 400", "?x=y", false, null, 400)]
    [InlineData("a connect /x on http refused 404", "/x", true, null, 404)]
    [InlineData("a connect over tcp", null, false, "Tcp", null)]
    [InlineData("a connect over status-tls", null, false, "StatusTls", null)]
    [InlineData("a connect over feed-tls", null, false, "FeedTls", null)]
    [InlineData("a connect ?x over sse", "?x", false, "Sse", null)]
    [InlineData("a connect over sse-tls refused 302", null, false, "SseTls", 302)]
    public void Parse_Connect(string text, string? path, bool isOnHttp, string? over, int? refused)
    {
        var step = Assert.IsType<Step.Connect>(StepParser.Parse(3, text));
        Assert.Equal(A, step.Who);
        Assert.Equal((path, isOnHttp, over), (step.Entrance.Path, step.Entrance.IsOnHttp, step.Entrance.Over?.ToString()));
        Assert.Null(step.Entrance.Credentials);
        Assert.Empty(step.Entrance.Headers);
        Assert.Equal(refused, step.Refused?.Status);
    }

    [Theory]
    [InlineData("as u:p", "Basic", "u:p")]
    [InlineData("as nobody", "Nobody", "nobody")]
    [InlineData("bearer $token(x;y=z)", "Bearer", "$token(x;y=z)")]
    public void Parse_ConnectWith(string who, string scheme, string text)
    {
        var step = Assert.IsType<Step.Connect>(
            StepParser.Parse(3, $"a connect ?z over feed {who} with Upgrade= X-Y=z refused 401 WWW-Authenticate=Basic"));
        Assert.Equal(("?z", Transport.Feed), (step.Entrance.Path, step.Entrance.Over));
        Assert.Equal(new Credentials(Enum.Parse<HttpScheme>(scheme), text), step.Entrance.Credentials);
        Assert.Equal([("Upgrade", ""), ("X-Y", "z")], step.Entrance.Headers.Select(header => (header.Key, header.Value)));
        Assert.Equal(401, step.Refused!.Status);
        Assert.Equal([("WWW-Authenticate", "Basic")], step.Refused.Headers.Select(header => (header.Key, header.Value)));
    }

    [Fact]
    public void Parse_ConnectAnswered()
    {
        var step = Assert.IsType<Step.Connect>(StepParser.Parse(3, "a connect with X-Y=z answered Content-Type=text/event-stream"));
        Assert.Null(step.Refused);
        Assert.Equal([("X-Y", "z")], step.Entrance.Headers.Select(header => (header.Key, header.Value)));
        Assert.Equal([("Content-Type", "text/event-stream")], step.Headers.Select(header => (header.Key, header.Value)));
        Assert.Throws<FormatException>(() => StepParser.Parse(3, "a connect answered 200"));
    }

    [Theory]
    [InlineData("gateway ends", 1)]
    [InlineData("gateway@2 ends", 2)]
    public void Parse_GatewayEnds(string text, int gateway) =>
        Assert.Equal(new Step.GatewayEnds(3, gateway), StepParser.Parse(3, text));

    [Theory]
    [InlineData("a closed", null, false)]
    [InlineData("a closed 1008", 1008, false)]
    [InlineData("a closed after anything", null, true)]
    [InlineData("a closed 4002 after anything", 4002, true)]
    public void Parse_Closed(string text, int? code, bool isAfterAnything) =>
        Assert.Equal(new Step.Closed(3, A, code, isAfterAnything), StepParser.Parse(3, text));

    [Theory]
    [InlineData("a close", "Close")]
    [InlineData("a half-close", "HalfClose")]
    [InlineData("a drop", "Drop")]
    [InlineData("a mute", "Mute")]
    [InlineData("a pause", "Pause")]
    [InlineData("a resume", "Resume")]
    [InlineData("a ping", "Ping")]
    [InlineData("a ponged", "Ponged")]
    [InlineData("a pinged", "Pinged")]
    [InlineData("a nothing", "Nothing")]
    public void Parse_Deed(string text, string deed) =>
        Assert.Equal(new Step.Act(3, A, Enum.Parse<Deed>(deed)), StepParser.Parse(3, text));

    [Fact]
    public void Parse_Quiet()
    {
        Assert.Equal(new Step.Quiet(3, A, null), StepParser.Parse(3, "a quiet"));
        Assert.Equal(new Step.Quiet(3, A, new Who("b", 2)), StepParser.Parse(3, "a quiet after b@2"));
    }

    [Theory]
    [InlineData("+5s", 5_000)]
    [InlineData("+0.3s", 300)]
    public void Parse_Advance(string text, int milliseconds) =>
        Assert.Equal(new Step.Advance(3, TimeSpan.FromMilliseconds(milliseconds)), StepParser.Parse(3, text));

    [Theory]
    [InlineData("http> {}", "POST", "/rpc", false, "http-$run", "Basic", "{}")]
    [InlineData("http> PUT /x on http as u:p {\"a\":1}", "PUT", "/x", true, "u:p", "Basic", "{\"a\":1}")]
    [InlineData("http> GET as nobody", "GET", "/rpc", false, "nobody", "Nobody", "")]
    [InlineData("http> bearer abc garbage", "POST", "/rpc", false, "abc", "Bearer", "garbage")]
    [InlineData("http>", "POST", "/rpc", false, "http-$run", "Basic", "")]
    [InlineData("http> GET " + Rest + "/x", "GET", Rest + "/x", true, "manager:manag3rpa55word", "Basic", "")]
    [InlineData("http> GET /communication_manager/ws/event", "GET", "/communication_manager/ws/event", false, "http-$run", "Basic", "")]
    [InlineData("http> GET R/x as u:p", "GET", Rest + "/live/coreServers/getByName/default/x", true, "u:p", "Basic", "")]
    [InlineData("http> C/ as nobody x", "POST", Rest + "/config/core/getByName/default/", true, "nobody", "Nobody", "x")]
    public void Parse_Call(string text, string method, string path, bool isOnHttp, string who, string scheme, string body)
    {
        var step = Assert.IsType<Step.Call>(StepParser.Parse(3, text));
        Assert.Equal(new HttpCall(method, path, isOnHttp, who, Enum.Parse<HttpScheme>(scheme)), step.Http);
        Assert.Equal(body, step.Body.Text);
    }

    [Theory]
    [InlineData("http> PUT C/x If-Match=<tag> Prefer= {\"a\":1}", "If-Match=<tag> Prefer=", "{\"a\":1}")]
    [InlineData("http> PUT /x as u:p A=b=c", "A=b=c", "")]
    [InlineData("http> a=b", "", "a=b")]
    public void Parse_CallHeaders(string text, string headers, string body)
    {
        var step = Assert.IsType<Step.Call>(StepParser.Parse(3, text));
        Assert.Equal((headers, body), (step.Http.Headers, step.Body.Text));
    }

    [Theory]
    [InlineData("http< 200 [1]", "[1]")]
    [InlineData("http< 200 Link= <any>", "<any>")]
    [InlineData("http< 200 Link=<x>;y[<any>]", "[<any>]")]
    public void Parse_ReplyBody(string text, string body) =>
        Assert.Equal(body, Assert.IsType<Step.Reply>(StepParser.Parse(3, text)).Answer.Body);

    [Fact]
    public void Parse_Reply()
    {
        var step = Assert.IsType<Step.Reply>(StepParser.Parse(3, "http< 401 after 0.1s WWW-Authenticate=Basic {\"x\":1}"));
        Assert.Equal((401, TimeSpan.FromMilliseconds(100), "{\"x\":1}"), (step.Answer.Status, step.Answer.NotBefore, step.Answer.Body));
        Assert.Equal([("WWW-Authenticate", "Basic")], step.Answer.Headers.Select(header => (header.Key, header.Value)));
        Assert.Null(Assert.IsType<Step.Reply>(StepParser.Parse(3, "http1< 403")).Answer.Body);
    }
}
