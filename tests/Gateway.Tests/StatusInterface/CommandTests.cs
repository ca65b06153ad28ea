using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Commands over a connection: replies, the order of checks, what a set asks for (status-interface.md, 2).</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task GetExtensionState_Directory_IsReportedInOrder()
    {
        _platform.Change("300", new ExtensionState(1, "back\nsoon", 7_999), ExtensionFields.None);
        _platform.Change("1000", new ExtensionState(99, "", -1), ExtensionFields.None);
        await Answers("get_extension_state", "State Report Started", "Location@#Berlin", "Tenant@#Sales",
            "Extension@#20@#Available@#@#0", "Extension@#300@#Lunch@#back#masknl#soon@#7", "Extension@#1000@#Available@#@#0",
            "Tenant@#Leer", "Location@#Wien", "State Report Finished");
    }

    [Fact]
    public async Task GetExtensionState_EmptyDirectory_IsAnEmptyReport()
    {
        _platform.Show();
        await Answers("get_extension_state", "State Report Started", "State Report Finished");
    }

    [Fact]
    public Task GetStatuses_Directory_IsReportedInOrder() =>
        Answers("get_statuses", "Status Report Started", "Location@#Berlin", "Tenant@#Sales", "Status@#Available", "Status@#Lunch",
            "Status@#Büro", "Tenant@#Leer", "Status@#Available", "Location@#Wien", "Status Report Finished");

    [Theory]
    [InlineData("get_extension_status", "ExtensionStatus@#Büro")]
    [InlineData("get_extension_note", "ExtensionNote@#a#masknl#b")]
    [InlineData("get_extension_return_time", "ExtensionReturnTime@#1436889163")]
    public async Task Get_Extension_IsAnswered(string command, string reply)
    {
        _platform.Change("300", new ExtensionState(2, "a\nb", 1_436_889_163_971), ExtensionFields.None);
        await Answers(command + TestPlatform.At("300"), reply);
    }

    [Theory]
    [InlineData("get_extension_status", "ExtensionStatus@#Available")]
    [InlineData("get_extension_note", "ExtensionNote@#")]
    [InlineData("get_extension_return_time", "ExtensionReturnTime@#0")]
    public Task Get_NewExtension_IsAvailableWithoutNoteAndTime(string command, string reply) =>
        Answers(command + TestPlatform.At("300"), reply);

    [Theory]
    [InlineData("set_extension_status@#Berlin@#Sales@#300@#Lunch", "Lunch", null, null)]
    [InlineData("set_extension_note@#Berlin@#Sales@#300@#", null, "", null)]
    [InlineData("set_extension_note@#Berlin@#Sales@#300@# a#masknl#b ", null, " a\nb ", null)]
    [InlineData("set_extension_return_time@#Berlin@#Sales@#300@#007", null, null, 7_000L)]
    [InlineData("set_extension_return_time@#Berlin@#Sales@#300@#000", null, null, -1L)]
    public async Task Set_Value_IsAskedForAndAnsweredByAnEmptyLine(string line, string? status, string? note, long? returnTime)
    {
        _platform.Change("300", new ExtensionState(2, "old", 5_000), ExtensionFields.None);
        var client = _platform.Connect();
        await client.Send(line);
        await client.Expect("");
        Assert.Equal([(TestPlatform.Sales, status, note, returnTime)], _platform.Commands.Sets);
    }

    [Theory]
    [InlineData("", "Invalid command.")]
    [InlineData("hello", "Invalid command.")]
    [InlineData("exit@#x", "Expected 0 parameters, got 1.")]
    [InlineData("get_extension_note@#x@#x@#x", "Location 'x' not found.")]
    [InlineData("get_extension_note@#berlin@#x@#x", "Location 'berlin' not found.")]
    [InlineData("get_extension_note@#Berlin @#x@#x", "Location 'Berlin ' not found.")]
    [InlineData("get_extension_status@#Berlin@#x@#x", "Tenant 'x' not found.")]
    [InlineData("get_extension_status@#Wien@#Sales@#20", "Tenant 'Sales' not found.")]
    [InlineData("get_extension_return_time@#Berlin@#Sales@#020", "Extension '020' not found.")]
    [InlineData("get_extension_return_time@#Berlin@#Leer@#20", "Extension '20' not found.")]
    [InlineData("get_extension_note@#@#@#", "Location '' not found.")]
    [InlineData("set_extension_status@#x@#x@#x@#x", "Location 'x' not found.")]
    [InlineData("set_extension_status@#Berlin@#x@#x@#x", "Tenant 'x' not found.")]
    [InlineData("set_extension_status@#Berlin@#Sales@#x@#x", "Extension 'x' not found.")]
    [InlineData("set_extension_status@#Berlin@#Sales@#20@#lunch", "Status 'lunch' not found.")]
    [InlineData("set_extension_status@#Berlin@#Sales@#20@#", "Status '' not found.")]
    [InlineData("set_extension_note@#Berlin@#Sales@#x@#\u0001", "Extension 'x' not found.")]
    [InlineData("set_extension_note@#Berlin@#Sales@#20@#\u0001", "Invalid note.")]
    [InlineData("set_extension_note@#Berlin@#Sales@#20@#a@#b", "Expected 4 parameters, got 5.")]
    [InlineData("set_extension_return_time@#Berlin@#Sales@#x@#x", "Extension 'x' not found.")]
    [InlineData("set_extension_return_time@#Berlin@#Sales@#20@#-1", "Return time must be a whole number of seconds.")]
    [InlineData("set_extension_return_time@#Berlin@#Sales@#20@#", "Return time must be a whole number of seconds.")]
    public async Task Refused_InOrderOfChecks_ChangesNothingAndStays(string line, string error)
    {
        await Answers(line, "Error: " + error);
        Assert.Empty(_platform.Commands.Sets);
    }

    [Fact]
    public async Task Set_Fails_IsAnsweredByTheReference()
    {
        _platform.Commands.Answer = new Failure(FailureKind.Unavailable, "4bf92f");
        await Answers("set_extension_note@#Berlin@#Sales@#20@#x", "Error: Internal error 4bf92f.");
    }

    [Fact]
    public async Task Set_LongestLine_IsTakenAndOneByteMoreIsNot()
    {
        var start = "set_extension_note@#Berlin@#Sales@#20@#";
        var note = new string('x', 65_536 - start.Length);
        var client = _platform.Connect();
        await client.Send(start + note + "\r", start + note + "y", "get_extension_note@#Berlin@#Sales@#20");
        await client.Expect("", "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#" + note, "Error: Line too long.", "ExtensionNote@#" + note);
    }

    /// <summary>The whole answer to one line, by a client that ends its side after it.</summary>
    private async Task Answers(string line, params string[] replies)
    {
        var client = _platform.Connect();
        await client.Send(line, "get_extension_status@#Berlin");
        string[] expected = [.. replies, "Error: Expected 3 parameters, got 1."];
        Assert.Equal(expected, await client.Finish());
        await client.Served;
    }
}
