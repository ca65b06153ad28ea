using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Reports: one moment, never torn, at the reader's pace (status-interface.md, 1).</summary>
public sealed class ReportTests : IDisposable
{
    private const int ExtensionCount = 20_000;
    private const int OutputBytesMax = 65_536;

    private readonly TestPlatform _platform = new(ExtensionCount);

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task Report_EventsMeanwhile_FollowItAndAreNotInIt()
    {
        var client = _platform.Connect(OutputBytesMax);
        var other = _platform.Connect();
        _platform.Note("29999", "before");
        await client.Send("get_extension_state", "get_extension_note@#Berlin@#Sales@#29998");
        await client.Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29999@#before", "State Report Started");
        _platform.Note("29998", "meanwhile");
        _platform.Note("29999", "meanwhile");
        await other.Expect(
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29999@#before",
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29998@#meanwhile",
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29999@#meanwhile");

        await client.Expect("Location@#Berlin", "Tenant@#Sales");
        for (var number = 10_000; number < 10_000 + ExtensionCount; number++)
        {
            await client.Expect($"Extension@#{number}@#Available@#{(number == 29_999 ? "before" : "")}@#0");
        }

        await client.Expect("Tenant@#Leer", "Location@#Wien", "State Report Finished",
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29998@#meanwhile",
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#29999@#meanwhile",
            "ExtensionNote@#meanwhile");
    }

    [Fact]
    public async Task Report_ThatIsNotRead_HoldsLittleMemory()
    {
        var client = _platform.Connect(OutputBytesMax);
        var other = _platform.Connect();
        await client.Send("get_extension_state");
        await client.Expect("State Report Started");
        for (var round = 0; round < 50; round++)
        {
            await other.Send("get_extension_note@#Berlin@#Sales@#10000");
            await other.Expect("ExtensionNote@#");
            Assert.InRange(client.Connection.UnsentBytes, 0, CommandRunner.ReportBytesAhead + (2 * Reports.PieceBytes));
        }

        Assert.Equal(ExtensionCount + 5, (await client.Finish()).Length);
    }

    [Fact]
    public async Task Report_WithCommandsBehindIt_IsFollowedByTheirAnswers()
    {
        var client = _platform.Connect(OutputBytesMax);
        await client.Send("get_extension_state", "set_extension_note@#Berlin@#Sales@#10000@#x", "get_extension_state", "exit");
        var lines = await client.ReadToEnd();
        var report = ExtensionCount + 6;
        Assert.Equal((2 * report) + 2, lines.Length);
        Assert.Equal("State Report Finished", lines[report - 1]);
        Assert.Equal(["", "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#10000@#x", "State Report Started"], lines[report..(report + 3)]);
        Assert.Equal("Extension@#10000@#Available@#x@#0", lines[report + 5]);
    }

    [Fact]
    public async Task Replies_OverAMebibyteUnsent_KeepFurtherCommandsUnread()
    {
        const int NoteBytes = 60_000;
        const int Count = 40;
        _platform.Note("10000", new string('x', NoteBytes));
        var client = _platform.Connect(OutputBytesMax);
        var other = _platform.Connect();
        await client.Send([.. Enumerable.Repeat("get_extension_note@#Berlin@#Sales@#10000", Count)]);
        for (var round = 0; round < 50; round++)
        {
            await other.Send("get_extension_note@#Berlin@#Sales@#10001");
            await other.Expect("ExtensionNote@#");
            Assert.InRange(client.Connection.MessagesReceived, 0, (StatusEndpoint.UnsentRepliesMax / NoteBytes) + 4);
        }

        Assert.Equal(Count, (await client.Finish()).Length);
    }

    [Fact]
    public void Freeze_Unchanged_IsShared_AndAChangeMakesANewCopy()
    {
        var first = _platform.Freezer.Freeze();
        var second = _platform.Freezer.Freeze();
        _platform.Note("10000", "x");
        var third = _platform.Freezer.Freeze();
        Assert.Same(first[0].Tenants[0], second[0].Tenants[0]);
        Assert.NotSame(first[0].Tenants[0], third[0].Tenants[0]);
        Assert.Same(first[0].Tenants[1], third[0].Tenants[1]);
        Assert.Equal(("", "x"), (first[0].Tenants[0].Extensions[0].State.Note, third[0].Tenants[0].Extensions[0].State.Note));
    }

    [Fact]
    public void Pieces_OfAReport_AreWholeLinesOfBoundedSize()
    {
        _platform.Change("10000", new ExtensionState(0, new string('\n', 65_536), -1), ExtensionFields.None);
        var pieces = Reports.State(_platform.Freezer.Freeze()).ToList();
        Assert.InRange(pieces.Count, 10, 100);
        Assert.All(pieces[1..], piece => Assert.InRange(piece.Length, 1, Reports.PieceBytes + 1_000));
        Assert.All(pieces, piece => Assert.True(piece.Span[0] != '\n' && piece.Span[^1] != '\n'));
        Assert.InRange(pieces[0].Length, 8 * 65_536, 9 * 65_536);
    }
}
