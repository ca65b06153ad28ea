using System.Globalization;

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>The commands of README.md that use curl, run as they are printed, but for the ports.</summary>
[Collection(typeof(SmokeRun))]
public sealed class TourTests(SmokeGateway gateway)
{
    /// <summary>What each prints, in the order in which they stand there.</summary>
    private static readonly string[] Answers =
    [
        "\"extensionNumber\":\"4221\"",
        "",
        """{"result":"ok"}""",
        "\"type\":\"dial\"",
    ];

    [Fact]
    public async Task Curl_AsPrinted_AnswersAsTold()
    {
        await using (var curl = await ForeignTool.Curl.Start("--version"))
        {
            await curl.ReadRest();
        }

        var commands = Commands(await File.ReadAllLinesAsync(
            Path.Combine(RepositoryRoot.Path, "README.md"), TestContext.Current.CancellationToken));
        Assert.Equal(Answers.Length, commands.Count);
        for (var index = 0; index < commands.Count; index++)
        {
            var printed = await Run(commands[index]);
            Assert.True(Answers[index].Length == 0 ? printed.Length == 0 : printed.Contains(Answers[index], StringComparison.Ordinal),
                $"{commands[index]}\n{printed}");
        }

        Assert.Contains("back at two", await Run(commands[0]), StringComparison.Ordinal);
        await Run(commands[1].Replace("back at two", "", StringComparison.Ordinal));
    }

    /// <summary>Those in fenced blocks; a backslash at a line's end joins the next.</summary>
    private static List<string> Commands(string[] lines)
    {
        var commands = new List<string>();
        var isFenced = false;
        for (var index = 0; index < lines.Length; index++)
        {
            isFenced ^= lines[index].StartsWith("```", StringComparison.Ordinal);
            if (isFenced && lines[index].StartsWith("curl ", StringComparison.Ordinal))
            {
                var command = lines[index];
                while (command.EndsWith('\\'))
                {
                    command = command[..^1] + lines[++index];
                }

                commands.Add(command);
            }
        }

        return commands;
    }

    private async Task<string> Run(string command)
    {
        var here = command
            .Replace(":58080/", string.Create(CultureInfo.InvariantCulture, $":{gateway.Http}/"), StringComparison.Ordinal)
            .Replace(":9010/", string.Create(CultureInfo.InvariantCulture, $":{gateway.ExternalApi}/"), StringComparison.Ordinal);
        await using var shell = new ForeignProcess("sh", ["-c", here]);
        shell.EndInput();
        var printed = await shell.ReadRest();
        Assert.Equal(("", 0), (await shell.Errors(), await shell.ExitCode()));
        return printed;
    }
}
