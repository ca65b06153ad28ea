using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class CheckHealthCommandTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Run_ReadyThenDrained_Is0Then1(string bind)
    {
        await using var gateway = await RunningGateway.Start(null, ("Listeners:ManagementBind", bind));
        var port = gateway.Listeners.Management;

        Assert.Equal((ExitCode.Ended, ""), await Check($"--Listeners:Management={port}", $"--Listeners:ManagementBind={bind}"));

        await gateway.Host.Drain();
        Assert.Equal(
            (ExitCode.Failed, $"http://127.0.0.1:{port}/healthz/ready answered 503\n"), await Check($"--Listeners:Management={port}"));
    }

    [Fact]
    public async Task Run_Nobody_Is1AndSaysWho()
    {
        var port = FreePorts.Take(1)[0];

        var (code, said) = await Check($"--Listeners:Management={port}");

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"http://127.0.0.1:{port}/healthz/ready: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Listeners:Management=0", "Listeners:Management: is off; --check-health has nobody to ask")]
    [InlineData("--Listeners:Management=x", "Listeners:Management: 'x' is not allowed")]
    public async Task Run_NoPortToAsk_IsMisconfigured(string argument, string message)
    {
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => Check(argument));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What the process beside it needs and this one does not, such as the realm's password, may be in another source.</summary>
    [Fact]
    public async Task Run_OtherSettings_AreNotLookedAt()
    {
        await using var gateway = await RunningGateway.Start();

        var (code, _) = await Check($"--Listeners:Management={gateway.Listeners.Management}", "--Access:Http:0=0.0.0.0/0");

        Assert.Equal(ExitCode.Ended, code);
    }

    private static async Task<(int Code, string Said)> Check(params string[] settings)
    {
        var arguments = Arguments.Parse(["--check-health", .. settings]);
        Assert.Equal(OneTimeCommandKind.CheckHealth, arguments.Command?.Kind);
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CheckHealthCommand.Run(
            new SettingsSources("/nowhere", arguments), error, TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }
}
