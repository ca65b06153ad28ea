namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>The Status interface with OpenBSD's nc: the recorded session of the documentation goes as it stands there.</summary>
[Collection(typeof(SmokeRun))]
public sealed class StatusClientsTests(SmokeGateway gateway)
{
    private const string Sent = "    > ";
    private const string Came = "    <";

    private static readonly string[] Commands =
    [
        "get_extension_state", "get_statuses", "get_extension_status", "get_extension_note", "get_extension_return_time",
        "set_extension_status", "set_extension_note", "set_extension_return_time", "exit",
    ];

    /// <summary>A blank line of the record ends nothing: an empty line of the server stands as <c>&lt;</c> alone.</summary>
    [Fact]
    public async Task Nc_RecordedSession_GoesAsDocumented()
    {
        var record = await Record();
        Assert.Equal(Commands.Order(), record.Where(IsSent).Select(line => line[Sent.Length..].Split("@#")[0]).Intersect(Commands).Order());

        await using var nc = await ForeignTool.Netcat.Start("127.0.0.1", $"{gateway.Status}");
        foreach (var line in record)
        {
            await (IsSent(line) ? nc.Write(line[Sent.Length..] + "\n") : Expect(nc, line));
        }

        nc.EndInput();
        Assert.Equal(("", 0), (await nc.ReadRest(), await nc.ExitCode()));
    }

    private static bool IsSent(string line) => line.StartsWith(Sent, StringComparison.Ordinal);

    private static async Task Expect(ForeignProcess nc, string line) =>
        Assert.Equal(line.Length == Came.Length ? "" : line[(Came.Length + 1)..], await nc.ReadLine());

    /// <summary>The lines of the one dialogue in the document.</summary>
    private static async Task<string[]> Record()
    {
        var path = Path.Combine(RepositoryRoot.Path, "docs", "protocols", "status-interface.md");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        return [.. lines.Where(line => IsSent(line) || line.StartsWith(Came, StringComparison.Ordinal))];
    }
}
