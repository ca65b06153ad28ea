namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

public sealed class ExchangeParserTests
{
    [Fact]
    public void Parse_File_HasTitleAndScenariosInOrder()
    {
        const string Text = "# Title\n\nProse.\n\n## One\n\nMore prose.\n\n    a login\n\n## Two\n    a> {}\r\n    a closed\r\n";
        var file = ExchangeParser.Parse("f.txt", Text);
        Assert.Equal("Title", file.Title);
        Assert.Equal(["One", "Two"], file.Scenarios.Select(scenario => scenario.Name));
        Assert.Equal([9], file.Scenarios[0].Steps.Select(step => step.Line));
        Assert.Equal([12, 13], file.Scenarios[1].Steps.Select(step => step.Line));
    }

    [Fact]
    public void Parse_DeeperLine_GoesOnWithTheLineAbove()
    {
        var step = Assert.IsType<Step.Send>(OnlyStep("a> {\"x\":1,\n        \"y\":\n            2}"));
        Assert.Equal("{\"x\":1,\"y\":2}", step.Text);
    }

    [Fact]
    public void Parse_Options_OfScenarioReplaceThoseOfFile()
    {
        var file = ExchangeParser.Parse("f.txt", """
            # T

                transports tcp
                spread
                settings A:B=1

            ## As the file

                a login

            ## Otherwise

                transports ws http
                together
                clock manual
                settings C:D=2 E:F=x=y
                a login
            """);
        var (first, second) = (file.Scenarios[0].Options, file.Scenarios[1].Options);
        Assert.Equal([Transport.Tcp], first.Transports);
        Assert.True(first.IsSpread);
        Assert.False(first.IsManualClock);
        Assert.Equal(["A:B=1"], first.Settings);
        Assert.Equal([Transport.Ws, Transport.Http], second.Transports);
        Assert.False(second.IsSpread);
        Assert.True(second.IsManualClock);
        Assert.Equal(["C:D=2", "E:F=x=y"], second.Settings);
    }

    [Fact]
    public void Parse_Rules_OfScenarioComeAfterThoseOfFile()
    {
        var file = ExchangeParser.Parse("f.txt", """
            # T

                rule {"who": "*",
                    "allow":true}
                rule {"x":1}

            ## As the file

                a login

            ## With one more

                rule {"y z":"*"}
                a login
            """);
        string[] ofFile = ["{\"who\":\"*\",\"allow\":true}", "{\"x\":1}"];
        Assert.Equal(ofFile, file.Scenarios[0].Options.Rules);
        Assert.Equal([.. ofFile, "{\"y z\":\"*\"}"], file.Scenarios[1].Options.Rules);
    }

    [Fact]
    public void Columns_SpreadScenario_AreTwoForEachTransportWithConnections()
    {
        var file = ExchangeParser.Parse("f.txt", "# T\n    transports ws tcp http\n    spread\n## S\n    a login\n");
        Assert.Equal(["ws", "ws x2", "tcp", "tcp x2", "http"], file.Scenarios[0].Columns().Select(column => column.Name));
    }

    [Fact]
    public void Columns_StatusInterface_AreNamedAsWritten()
    {
        var file = ExchangeParser.Parse("f.txt", "# T\n    transports status status-tls\n## S\n    a> exit\n");
        Assert.Equal(["status", "status-tls"], file.Scenarios[0].Columns().Select(column => column.Name));
    }

    [Theory]
    [InlineData("# T\n\n## S\n\n    a frobnicate\n", 5)]
    [InlineData("# T\n\n## S\n\n    a: {}\n", 5)]
    [InlineData("# T\n\n## S\n\n    a <{}\n", 5)]
    [InlineData("# T\n\n## S\n\n    A> {}\n", 5)]
    [InlineData("# T\n\n## S\n\n    a@3> {}\n", 5)]
    [InlineData("# T\n\n## S\n\n    a closed soon\n", 5)]
    [InlineData("# T\n\n## S\n\n    a login x y z\n", 5)]
    [InlineData("# T\n\n## S\n\n    http< ok {}\n", 5)]
    [InlineData("# T\n\n## S\n\n    +5\n", 5)]
    [InlineData("# T\n\n## S\n\n    a login\n    spread\n", 6)]
    [InlineData("# T\n\n## S\n\n    transports udp\n    a login\n", 5)]
    [InlineData("# T\n\n## S\n\n    settings A\n    a login\n", 5)]
    [InlineData("# T\n\n## S\n\n    rule *\n    a login\n", 5)]
    [InlineData("# T\n\n## S\n\n    rule []\n    a login\n", 5)]
    [InlineData("# T\n\n## S\n\na> {}\n    a login\n", 5)]
    [InlineData("# T\n\n## S\n\n  a login\n", 5)]
    [InlineData("# T\n\n    a login\n", 3)]
    [InlineData("# T\n# T\n", 2)]
    [InlineData("# T\n\n## S\n\n## S2\n\n    a login\n", 3)]
    [InlineData("# T\n## S\n    a login\n## S\n    a login\n", 4)]
    [InlineData("## S\n    a login\n", 1)]
    public void Parse_WrongLine_IsAnErrorThatNamesIt(string text, int line)
    {
        var error = Assert.Throws<FormatException>(() => ExchangeParser.Parse("f.txt", text));
        Assert.Contains($"f.txt:{line}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_OfEveryInterface_AreThereAndParse()
    {
        var files = ExchangeFile.Names().Select(ExchangeFile.Read).ToList();
        Assert.Equal(ExchangeFile.Interfaces, files.Select(file => file.Name.Split('/')[0]).Distinct());
        Assert.All(files, file => Assert.NotEmpty(file.Scenarios));
    }

    private static Step OnlyStep(string text) =>
        Assert.Single(ExchangeParser.Parse("f.txt", $"# T\n## S\n    {text}\n").Scenarios[0].Steps);
}
