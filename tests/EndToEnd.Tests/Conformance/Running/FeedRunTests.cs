using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What the runner makes of a feed that does something else than is written.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class FeedRunTests(ConformanceHosts hosts)
{
    private const string Publish = """http> {"class":"core","subclass":"event","cmd":"send","data":{"class":"c-$run","body":{"n":1}}}""";
    private const string Ok = """http< 200 {"result":"ok"}""";
    private const string Rest = "\"class\":\"c-$run\",\"subclass\":null,\"objId\":null,\"service\":\"default\",\"userLoginId\":null,"
        + "\"username\":\"http-$run\"";

    private const string Event = $$"""a< {"type":"c-$run","n":1,{{Rest}}}""";

    private static readonly string OtherPublish = Publish.Replace("\"n\":1", "\"n\":2", StringComparison.Ordinal);
    private static readonly string OtherEvent = Event.Replace("\"n\":1", "\"n\":2", StringComparison.Ordinal);

    [Theory]
    [InlineData("feed")]
    [InlineData("feed-tls")]
    public async Task Run_AsWritten_Succeeds(string column) => await Run(
        column,
        "a> {}",
        """a< {"correlationId":null,"error":"Missing property: type","type":"error"}""",
        "a quiet",
        Publish,
        Ok,
        Event,
        "a quiet");

    [Theory]
    [InlineData($$"""a< {"type":"c-$run","n":2,{{Rest}}}""")]
    [InlineData($$"""a< {"type":"c-$run","n":1.0,{{Rest}}}""")]
    [InlineData($$"""a< {"type":"c-$run",{{Rest}}}""")]
    [InlineData($$"""a< {"type":"c-$run","n":1,"m":1,{{Rest}}}""")]
    [InlineData($$"""a< {"type":"c-$run","n":1,"eventId":"x",{{Rest}}}""")]
    [InlineData($$"""a< {"type":"c-$run","n":1,"time":1,{{Rest}}}""")]
    public async Task Run_WrongEvent_FailsWithLine(string expected) =>
        Assert.Contains("f.txt:7 (feed) S", await Fails("a connect", Publish, Ok, expected), StringComparison.Ordinal);

    [Fact]
    public async Task Run_MissingEvent_Fails() => Assert.Contains(
        "got:      nothing in time", await Fails("a connect ?filter=class:nobody", Publish, Ok, Event), StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("a quiet")]
    [InlineData("b connect")]
    [InlineData("p connect over ws", "p login")]
    public async Task Run_ExtraEvent_Fails(params string[] more)
    {
        var error = await Fails(["a connect ?filter=class:c-$run", Publish, Ok, .. more]);
        Assert.Contains("expected: no further message", error, StringComparison.Ordinal);
        Assert.Contains("got:      {\"eventId\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_AsManyAsCome_UntilSomethingElse(int count)
    {
        var events = Enumerable.Repeat<string[]>([Publish, Ok], count).SelectMany(pair => pair);
        await Run("feed", ["a connect", .. events, OtherPublish, Ok, $"any x {Event}", OtherEvent]);
    }

    [Fact]
    public async Task Run_AsManyAsCome_SomethingElseMustFollow()
    {
        string[] steps = ["a connect", Publish, Ok];
        await Fails([.. steps, OtherPublish, Ok, $"any x {OtherEvent}", OtherEvent]);
        await Fails([.. steps, $"any x {Event}"]);
    }

    [Fact]
    public async Task Run_WrongCorrelationId_Fails()
    {
        const string Send = """a> {"type":"filter","correlationId":"\u0061","filters":[]}""";
        await Run("feed", Send, """a< {"correlationId":"\u0061","type":"success"}""");
        Assert.Contains(
            "correlationId: expected as written",
            await Fails(Send, """a< {"correlationId":"a","type":"success"}"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefusedUpgrade_IsComparedByStatusAndHeaders()
    {
        await Run("feed", "a connect as nobody refused 401 WWW-Authenticate=Basic*\"communication_manager\"");
        await Fails("a connect as nobody refused 401 WWW-Authenticate=Bearer");
        await Fails("a connect as nobody refused 401 WWW-Authenticate=Basic*other*");
        await Fails("a connect as nobody refused 403");
        await Fails("a connect as nobody");
        await Fails("a connect refused 401");
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("sse-tls")]
    public async Task Run_EventStreamAsWritten_Succeeds(string column) => await Run(
        column,
        "a connect answered Content-Type=text/event-stream",
        "b connect ?filter=class:c-$run&filter=n:2",
        "a quiet",
        Publish,
        Ok,
        Event,
        "a quiet",
        "b quiet",
        "a close");

    [Theory]
    [InlineData("a connect")]
    [InlineData("a connect", "a quiet")]
    [InlineData("a connect ?filter=class:c-$run&filter=n:1")]
    [InlineData("a connect ?filter=n:*&filter=username:http-$run", "a quiet")]
    public async Task Run_ExtraEventOfAStream_Fails(string connect, params string[] more)
    {
        var error = await FailsIn("sse", [connect, Publish, Ok, .. more]);
        Assert.Contains("expected: no further message", error, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"c-r", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a connect answered Content-Type=text/html")]
    [InlineData("a connect refused 200")]
    [InlineData("a connect as nobody")]
    [InlineData("a connect as nobody refused 403")]
    [InlineData("a connect", "a> {}")]
    [InlineData("a connect", "a half-close", "a closed")]
    public async Task Run_WrongStream_Fails(params string[] steps) => await FailsIn("sse", steps);

    [Fact]
    public async Task Run_WrongCloseCode_Fails()
    {
        await Run("feed", "a>binary x", "a closed 1003");
        Assert.Contains("got:      closed 1003", await Fails("a>binary x", "a closed 1007"), StringComparison.Ordinal);
    }

    private Task<string> Fails(params string[] steps) => FailsIn("feed", steps);

    private async Task<string> FailsIn(string column, string[] steps) =>
        (await Assert.ThrowsAsync<ExchangeFailedException>(() => Run(column, steps))).Message;

    private async Task Run(string column, params string[] steps)
    {
        var text = $"# T\n    transports feed feed-tls sse sse-tls\n## S\n{string.Concat(steps.Select(step => $"    {step}\n"))}";
        var file = ExchangeParser.Parse("f.txt", text);
        var scenario = file.Scenarios[0];
        await using var run = new ScenarioRun(
            file,
            scenario,
            scenario.Columns().Single(one => one.Name == column),
            await hosts.For(scenario.Options),
            hosts.NextRun(),
            TimeSpan.FromSeconds(1));
        await run.Run();
    }
}
