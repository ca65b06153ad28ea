using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.Configuration;

public sealed class ArgumentsTests
{
    [Fact]
    public void Parse_BothForms_AreTaken()
    {
        var arguments = Arguments.Parse(
            ["--config", "a.json", "--Listeners:Http=1", "--Listeners:Status", "2", "--Logging:LogLevel:Default=Debug"]);

        Assert.Equal("a.json", arguments.ConfigFile);
        Assert.Equal(
            [("Listeners:Http", "1"), ("Listeners:Status", "2"), ("Logging:LogLevel:Default", "Debug")],
            arguments.Settings.Select(s => (s.Key, s.Value)));
    }

    [Theory]
    [InlineData(nameof(OneTimeCommandKind.HashPassword), "", "--hash-password")]
    [InlineData(nameof(OneTimeCommandKind.CheckHealth), "", "--check-health")]
    [InlineData(nameof(OneTimeCommandKind.Backup), "a.db", "--backup", "a.db")]
    [InlineData(nameof(OneTimeCommandKind.Restore), "a.db", "--restore=a.db")]
    public void Parse_Command_IsTaken(string kind, string file, params string[] args)
    {
        var command = Arguments.Parse([.. args, "--Data:Path=b.db"]).Command!;

        Assert.Equal((kind, file), (command.Kind.ToString(), command.File));
    }

    [Theory]
    [InlineData("--foo")]
    [InlineData("--foo=bar")]
    [InlineData("--Foo:Bar=1")]
    [InlineData("foo")]
    [InlineData("-h")]
    [InlineData("/Listeners:Http=1")]
    [InlineData("--config")]
    [InlineData("--Listeners:Http")]
    [InlineData("--Listeners:Http", "--hash-password")]
    [InlineData("--config=a", "--config=b")]
    [InlineData("--backup")]
    [InlineData("--backup=a", "--backup=b")]
    [InlineData("--backup=a", "--restore=b")]
    [InlineData("--restore", "a", "--hash-password")]
    public void Parse_UnknownOrIncomplete_IsRefused(params string[] args) =>
        Assert.Throws<ConfigurationException>(() => Arguments.Parse(args));

    [Fact]
    public void Parse_RefusedArgument_DoesNotShowItsValue()
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Arguments.Parse(["--Password=hunter2"]));

        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth:Admin:Password", "correct", "hunter2")]
    [InlineData("--Auth:Admin:Password=correct", "hunter2")]
    [InlineData("--Cluster:ConnectionString=Host=db;", "hunter2")]
    public void Parse_SecondHalfOfASecret_IsNotShown(params string[] args)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Arguments.Parse(args));

        Assert.StartsWith($"the argument after {args[0].Split('=')[0]}: unknown argument; ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Access:Status=", "Access:Status")]
    [InlineData("--Services=", "Services")]
    public void Read_EmptyListAsArgument_IsEmpty(string argument, string key)
    {
        var options = SettingsBinder.Bind(new SettingsSources("/nowhere", Arguments.Parse([argument])).Read());

        Assert.Equal(key == "Services", options.Services.Names.IsEmpty);
        Assert.Equal(key != "Services", !options.Access.Status.Contains(System.Net.IPAddress.Loopback));
    }

    [Fact]
    public void Read_ListInEachSource_IsReplacedAsAWhole()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "appsettings.json"),
                """{"Services":["a","b","c"],"Access":{"Http":["127.0.0.1","127.0.0.2"],"Status":["::1"]}}""");
            var file = Path.Combine(folder.FullName, "more.json");
            File.WriteAllText(file, """{"Services":["d","e"],"Access":{"Status":[]}}""");
            var sources = new SettingsSources(folder.FullName, Arguments.Parse(["--config", file, "--Services:0=f"]));

            var options = SettingsBinder.Bind(sources.Read());

            Assert.Equal(["f"], options.Services.Names);
            Assert.False(options.Access.Status.Contains(System.Net.IPAddress.IPv6Loopback));
            Assert.False(options.Access.Http.Contains(System.Net.IPAddress.IPv6Loopback));
            Assert.True(options.Access.Http.Contains(System.Net.IPAddress.Parse("127.0.0.2")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Read_LaterSource_Wins()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "appsettings.json"), """{"Listeners":{"Http":1,"Status":2,"ExternalApi":3}}""");
            var file = Path.Combine(folder.FullName, "more.json");
            File.WriteAllText(file, """{"Listeners":{"Status":4,"ExternalApi":5}} // a comment""");
            var sources = new SettingsSources(folder.FullName, Arguments.Parse(["--config", file, "--Listeners:ExternalApi=6"]));

            var listeners = SettingsBinder.Bind(sources.Read()).Listeners;

            Assert.Equal((1, 4, 6), (listeners.Http, listeners.Status, listeners.ExternalApi));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"a":1,"A":2}""")]
    public void Read_BrokenFile_IsNamed(string? content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.Delete(file);
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }

            var sources = new SettingsSources("/nowhere", Arguments.Parse(["--config", file]));

            Assert.Equal(file, Assert.Throws<ConfigurationException>(() => sources.Read()).Key);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
