using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Events: to every connection, one per changed field, after the setter's reply (status-interface.md, 3).</summary>
public sealed class EventTests : IDisposable
{
    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData(ExtensionFields.Status, "Status")]
    [InlineData(ExtensionFields.Note, "Note")]
    [InlineData(ExtensionFields.ReturnTime, "ReturnTime")]
    [InlineData(ExtensionFields.Status | ExtensionFields.ReturnTime, "Status ReturnTime")]
    [InlineData(ExtensionFields.Status | ExtensionFields.Note | ExtensionFields.ReturnTime, "Status Note ReturnTime")]
    [InlineData(ExtensionFields.None, "")]
    public async Task Change_OfFields_FiresOneEventEachInOrder(ExtensionFields changed, string events)
    {
        var client = _platform.Connect();
        _platform.Change("300", new ExtensionState(1, "a\nb", 1_999), changed);
        var lines = new Dictionary<string, string>
        {
            ["Status"] = "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#300@#Lunch",
            ["Note"] = "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#300@#a#masknl#b",
            ["ReturnTime"] = "ExtensionReturnTimeUpdatedEvent@#Berlin@#Sales@#300@#1",
        };
        string[] expected = [.. events.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => lines[name])];
        Assert.Equal(expected, await client.Finish());
    }

    [Fact]
    public async Task Change_Cleared_IsToldAsEmptyAndZero()
    {
        var client = _platform.Connect();
        _platform.Change("300", ExtensionState.Initial, ExtensionFields.Note | ExtensionFields.ReturnTime);
        await client.Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#300@#", "ExtensionReturnTimeUpdatedEvent@#Berlin@#Sales@#300@#0");
    }

    [Fact]
    public async Task Set_ByOneOfThree_EveryoneGetsTheEventTheSetterAfterItsReply()
    {
        TestClient[] clients = [_platform.Connect(), _platform.Connect(), _platform.Connect()];
        await clients[1].Send("set_extension_return_time@#Berlin@#Sales@#20@#5");
        await clients[1].Expect("");
        foreach (var client in clients)
        {
            Assert.Equal(["ExtensionReturnTimeUpdatedEvent@#Berlin@#Sales@#20@#5"], await client.Finish());
        }
    }

    [Fact]
    public async Task Set_ToTheValueHeld_IsAnsweredAndFiresNothing()
    {
        var client = _platform.Connect();
        await client.Send("set_extension_note@#Berlin@#Sales@#20@#", "set_extension_status@#Berlin@#Sales@#20@#Available");
        Assert.Equal(["", ""], await client.Finish());
    }

    [Fact]
    public async Task Change_AfterARename_TellsTheNamesValidThen()
    {
        var client = _platform.Connect();
        _platform.Note("20", "before");
        _platform.Show(("Köln", [(TestPlatform.Sales, "Support", TestPlatform.Tenant("21"))]));
        _platform.Note("21", "after");
        await client.Send("get_extension_note@#Berlin@#Sales@#20");
        await client.Expect(
            "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#before",
            "ExtensionNoteUpdatedEvent@#Köln@#Support@#21@#after",
            "Error: Location 'Berlin' not found.");
    }

    [Fact]
    public async Task Connections_ThatHaveEnded_AreForgotten()
    {
        var stays = _platform.Connect();
        TestClient[] others = [_platform.Connect(), _platform.Connect(), _platform.Connect()];
        await others[2].Finish();
        await others[0].Finish();
        await Task.WhenAll(others[0].Served, others[2].Served);
        _platform.Note("20", "x");
        await stays.Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#x");
        await others[1].Expect("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#20@#x");
        Assert.Equal(0, others[0].Connection.MessagesSent);
    }
}
