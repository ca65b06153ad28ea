using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Exchanges that do not go as written must fail, against a real gateway, and say where and how.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class ScenarioRunTests(ConformanceHosts hosts)
{
    private const string Ask = """a> {"class":"core","subclass":"event","cmd":"send","data":{"class":"other-$run"},"tid":1}""";
    private const string Publish = """b> {"class":"core","subclass":"event","cmd":"send","data":{"class":"c-$run"},"tid":1}""";
    private const string Subscribe = """a> {"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"c-$run"},"tid":1}""";
    private const string Ok = """{"result":"ok","tid":1}""";
    private const string Event = """{"class":"core","cmd":"event","data":{"class":"c-$run"},"tid":1}""";

    [Theory]
    [InlineData("ws")]
    [InlineData("ws x2")]
    [InlineData("tcp")]
    [InlineData("tcp x2")]
    public async Task Run_AsWritten_Succeeds(string column) =>
        await Run(column, "a login", Subscribe, $"a< {Ok}", "b login", Publish, $"b< {Ok}", $"a< {Event}");

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    [InlineData("http")]
    public async Task Run_WrongAnswer_FailsWithFileLineExpectedAndGot(string column)
    {
        var error = await Fails(column, "a login", Ask, """a< {"result":"error","tid":1}""");
        Assert.Contains($"f.txt:7 ({column}) S", error, StringComparison.Ordinal);
        Assert.Contains("expected: {\"result\":\"error\"", error, StringComparison.Ordinal);
        Assert.Contains("got:      {\"result\":\"ok\"", error, StringComparison.Ordinal);
        Assert.Contains("message.result: expected \"error\", got \"ok\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_WrongTid_Fails(string column) =>
        Assert.Contains("expected \"1\", got 1", await Fails(column, "a login", Ask, """a< {"result":"ok","tid":"1"}"""));

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_MissingMessage_Fails(string column)
    {
        var error = await Fails(column, "a login", Ask, $"a< {Ok}", $"a< {Ok}");
        Assert.Contains($"f.txt:8 ({column}) S", error, StringComparison.Ordinal);
        Assert.Contains("got:      nothing in time", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    [InlineData("http")]
    public async Task Run_ExtraAnswer_FailsAtTheEnd(string column) => Assert.Contains(
        "got:      {\"result\":\"ok\"", await Fails(column, "a login", Ask, $"a< {Ok}", Ask, Ask, $"a< {Ok}"));

    [Theory]
    [InlineData("ws")]
    [InlineData("ws x2")]
    [InlineData("tcp")]
    [InlineData("tcp x2")]
    public async Task Run_ExtraEvent_FailsAtTheEnd(string column)
    {
        var error = await Fails(column, "a login", Subscribe, $"a< {Ok}", "b login", Publish, $"b< {Ok}");
        Assert.Contains("expected: no further message", error, StringComparison.Ordinal);
        Assert.Contains("\"cmd\":\"event\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a quiet after b")]
    [InlineData("b quiet after b", "a quiet")]
    public async Task Run_QuietAfterAnEvent_Fails(params string[] quiet) => await Fails(
        "ws", ["a login", Subscribe, $"a< {Ok}", "b login", Publish, $"b< {Ok}", .. quiet, "a drop"]);

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_QuietAfterAnAnswer_Fails(string column) =>
        Assert.Contains($"f.txt:7 ({column})", await Fails(column, "a login", Ask, "a quiet", "a drop"));

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_WrongOrder_Fails(string column)
    {
        string[] sent = ["a login", Ask, Ask.Replace("\"tid\":1", "\"tid\":2", StringComparison.Ordinal)];
        await Fails(column, [.. sent, """a< {"result":"ok","tid":2}""", $"a< {Ok}"]);
        await Run(column, [.. sent, """a<* {"result":"ok","tid":2}""", $"a<* {Ok}"]);
        await Fails(column, [.. sent, """a<* {"result":"ok","tid":2}""", """a<* {"result":"ok","tid":3}"""]);
    }

    [Fact]
    public async Task Run_WrongCloseCode_Fails()
    {
        string[] steps = ["a> []", """a< {"result":"error","data":{"code":100072,"error":"Invalid message"}}"""];
        Assert.Contains("got:      closed 1008", await Fails("ws", [.. steps, "a closed 1007"]), StringComparison.Ordinal);
        await Run("ws", [.. steps, "a closed 1008"]);
        await Run("tcp", [.. steps, "a closed 1007"]);
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_NotClosed_Fails(string column) =>
        Assert.Contains("expected: closed", await Fails(column, "a login", "a closed"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ws")]
    [InlineData("tcp")]
    public async Task Run_ClosedUnexpectedly_Fails(string column)
    {
        await Fails(column, "a> []", """a< {"result":"error","data":{"code":100072,"error":"Invalid message"}}""");
        await Fails(column, "a> []", "a closed");
    }

    [Fact]
    public async Task Run_WrongHttpStatus_Fails() =>
        Assert.Contains("got:      401", await Fails("ws", "http> as nobody {}", "http< 200"), StringComparison.Ordinal);

    [Fact]
    public async Task Run_WrongHttpBodyOrHeader_Fails()
    {
        const string Call = """http> {"class":"nobody","cmd":"x"}""";
        await Run("ws", Call, """http< 200 {"result":"error","data":{"code":100006,"error":"Not implemented"}}""");
        await Fails("ws", Call, """http< 200 {"result":"ok"}""");
        await Fails("ws", Call, "http< 200 X-None=1");
        await Fails("ws", Call, "http< 200 after 9s");
    }

    [Fact]
    public async Task Run_CallThatNobodyAwaits_Fails() => await Fails("ws", """http> {"class":"nobody","cmd":"x"}""");

    [Fact]
    public async Task Run_RefusedUpgrade_IsComparedByStatus()
    {
        await Run("ws", "a connect /other refused 404");
        await Fails("ws", "a connect /other refused 403");
        await Fails("ws", "a connect /other");
        await Fails("ws", "a connect / refused 404");
    }

    [Fact]
    public async Task Run_TimeOnTheSystemsClock_Fails() => await Fails("ws", "+1s");

    [Theory]
    [InlineData("status")]
    [InlineData("status-tls")]
    public async Task Run_LinesAsWritten_Succeeds(string column) =>
        await Run(
            column, "a> set_extension_note@#Berlin@#Sales@#4221@#x", "a<", "a<bytes ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#x\\n");

    [Theory]
    [InlineData("a< Error: invalid command.")]
    [InlineData("a< Error: Invalid command")]
    [InlineData("a< Error: Invalid command. ")]
    [InlineData("a<")]
    [InlineData("a<bytes Error: Invalid command.\\n\\n")]
    [InlineData("a<bytes Error: Invalid command.\\r\\n")]
    public async Task Run_WrongLine_FailsWithFileLineExpectedAndGot(string expected)
    {
        var error = await Fails("status", "a> hello", expected);
        Assert.Contains("f.txt:6 (status) S", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EventInFrontOfTheReply_Fails() => await Fails(
        "status",
        "a> set_extension_note@#Berlin@#Sales@#4221@#x",
        "a< ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#x",
        "a<");

    [Theory]
    [InlineData("status")]
    [InlineData("status x2")]
    [InlineData("status-tls")]
    public async Task Run_ExtraLine_FailsAtTheEnd(string column)
    {
        string[] set = ["a> set_extension_note@#Berlin@#Sales@#4221@#x", "a<"];
        Assert.Contains("expected: no further message", await Fails(column, set), StringComparison.Ordinal);
        Assert.Contains("got:      ExtensionNote", await Fails(column, [.. set, "a quiet"]), StringComparison.Ordinal);
        if (!column.EndsWith("x2", StringComparison.Ordinal))
        {
            // At another gateway the line may still be on its way.
            string[] seen = [.. set, "a< ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#x"];
            await Fails(column, ["b connect", "b quiet", .. seen, "b@1 quiet"]);
        }
    }

    [Fact]
    public async Task Run_LinesThatEndOtherwise_Fails()
    {
        await Fails("status", "a> hello", "a< Error: Invalid command.", "a closed");
        await Fails("status", "a> exit", "a<");
        await Fails("status", "a> exit", "a<bytes \\n");
    }

    private async Task<string> Fails(string column, params string[] steps) =>
        (await Assert.ThrowsAsync<ExchangeFailedException>(() => Run(column, steps))).Message;

    private async Task Run(string column, params string[] steps)
    {
        var transports = column.StartsWith("status", StringComparison.Ordinal) ? "status status-tls" : "ws tcp http";
        var text = $"# T\n    transports {transports}\n    spread\n## S\n{string.Concat(steps.Select(step => $"    {step}\n"))}";
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
