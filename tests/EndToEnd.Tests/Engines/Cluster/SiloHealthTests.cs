using EventPlatform.Silo;
using EventPlatform.Silo.Hosting;
using EventPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.EndToEnd.Tests;

/// <summary><c>--check-health</c> of a silo's program.</summary>
public sealed class SiloHealthTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task Check_AnswersOfTheManagementPort_AreTheExitCode(int status, int code)
    {
        var port = FreePorts.Take(1)[0];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using var management = builder.Build();
        management.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthz/ready" ? status : 404;
            return Task.CompletedTask;
        });
        await management.StartAsync(TestContext.Current.CancellationToken);
        await using var error = new StringWriter { NewLine = "\n" };

        Assert.Equal(code, await Check(error, ("Listeners:Management", $"{port}"), ("Listeners:ManagementBind", "0.0.0.0")));

        Assert.Equal(code == 0 ? "" : $"http://127.0.0.1:{port}/healthz/ready answered {status}\n", error.ToString());
    }

    [Fact]
    public async Task Check_Nobody_Is1() =>
        Assert.Equal(1, await Check(TextWriter.Null, ("Listeners:Management", $"{FreePorts.Take(1)[0]}")));

    [Fact]
    public async Task Check_NobodyCouldBeAsked_NamesTheKey()
    {
        var refusal = await Assert.ThrowsAsync<SettingException>(() => Check(TextWriter.Null, ("Listeners:Management", "0")));

        Assert.Equal("Listeners:Management", refusal.Key);
    }

    [Fact]
    public void Parse_Argument_IsKnown() => Assert.True(SiloArguments.Parse(["--check-health"]).CheckHealth);

    private static Task<int> Check(TextWriter error, params (string Key, string Value)[] settings) => SiloHealth.Check(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build(),
        error);
}
