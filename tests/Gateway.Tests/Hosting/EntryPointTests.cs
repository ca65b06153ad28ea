using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class EntryPointTests
{
    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--Listeners:Http=nonsense")]
    [InlineData("--config=/nowhere/at/all.json")]
    [InlineData("--Tls:Certificate=/dev/null", "--Tls:Key=/dev/null")]
    [InlineData("--backup=/nowhere/backup.db", "--Data:Path=:memory:")]
    [InlineData("--backup=/nowhere/backup.db", "--Data:Path=/nowhere/store.db")]
    [InlineData("--backup=/nowhere/backup.db", "--Data:Path=/dev/null")]
    [InlineData("--backup=/dev/null", "--Data:Path=/dev/null")]
    [InlineData("--restore=/nowhere/backup.db")]
    [InlineData("--restore=/dev/null", "--Data:Path=/dev/null/store.db")]
    public async Task Run_WrongConfiguration_EndsWith2(params string[] args) =>
        Assert.Equal(ExitCode.Misconfigured, await EntryPoint.Run(args, new GatewayParts()));

    [Fact]
    public async Task HashPassword_PrintsAHashOfTheLine()
    {
        await using var output = new StringWriter();

        Assert.Equal(ExitCode.Ended, HashPasswordCommand.Run(new StringReader("pass word\nmore"), output, TextWriter.Null));
        Assert.True(PasswordHashes.Verify(output.ToString().TrimEnd(), "pass word"));
    }

    [Fact]
    public void HashPassword_Nothing_EndsWith2() =>
        Assert.Equal(ExitCode.Misconfigured, HashPasswordCommand.Run(TextReader.Null, TextWriter.Null, TextWriter.Null));
}
