using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Edits that are refused: the first reason, and nothing changes. One world is enough, as nothing does.</summary>
public sealed class PlaceRefusalsTests : IAsyncLifetime
{
    private AccountWorld _world = null!;
    private string _before = null!;
    private long _number;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        _before = (await _world.Export()).Text();
        _number = await _world.Number();
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(_before, (await _world.Export()).Text());
        Assert.Equal(_number, await _world.Number());
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Add_Location_IsRefused()
    {
        await Refused(RefusalKind.Invalid, "name", _world.Add(PlaceKind.Location, null, null));
        await Refused(RefusalKind.Invalid, "name", _world.Add(PlaceKind.Location, null, "a@#b"));
        await Refused(RefusalKind.Invalid, "name", _world.Add(PlaceKind.Location, null, new string('x', 129)));
        await Refused(RefusalKind.Invalid, "id", _world.Add(PlaceKind.Location, null, "Rome", id: Guid.Empty));
        await Refused(RefusalKind.Taken, "name", _world.Add(PlaceKind.Location, null, "Berlin"));
        await Refused(RefusalKind.Taken, "id", _world.Add(PlaceKind.Location, null, "Rome", id: _world.Extensions[0]));
        await Refused(RefusalKind.Taken, "id", _world.Add(PlaceKind.Location, null, "Rome", id: await _world.Berlin()));
        await Refused(RefusalKind.Taken, "id", _world.Add(PlaceKind.Location, null, "Rome", id: await _world.Status("Available")));
        await Refused(RefusalKind.Taken, "id", _world.Add(PlaceKind.Location, null, "Rome", id: (await _world.Find("anna"))!.Account.Id));
    }

    [Fact]
    public async Task Add_Tenant_IsRefused()
    {
        var berlin = await _world.Berlin();
        await Refused(RefusalKind.NotFound, "parent", _world.Add(PlaceKind.Tenant, null, "Board"));
        await Refused(RefusalKind.NotFound, "parent", _world.Add(PlaceKind.Tenant, TestIds.New(), "Board"));
        await Refused(RefusalKind.NotFound, "parent", _world.Add(PlaceKind.Tenant, _world.Sales(), "Board"));
        await Refused(RefusalKind.Invalid, "name", _world.Add(PlaceKind.Tenant, berlin, ""));
        await Refused(RefusalKind.Taken, "name", _world.Add(PlaceKind.Tenant, berlin, "Sales"));
    }

    [Fact]
    public async Task Add_Status_IsRefused()
    {
        await Refused(RefusalKind.NotFound, "parent", _world.Add(PlaceKind.Status, await _world.Berlin(), "Away", "away"));
        await Refused(RefusalKind.Invalid, "detail", _world.Add(PlaceKind.Status, _world.Sales(), "Away"));
        await Refused(RefusalKind.Invalid, "detail", _world.Add(PlaceKind.Status, _world.Sales(), "Away", "pink"));
        await Refused(RefusalKind.Taken, "name", _world.Add(PlaceKind.Status, _world.Sales(), "Lunch", "away"));
        await Refused(RefusalKind.Conflict, "name", _world.Add(PlaceKind.Status, _world.Sales(), "Available", "available"));
    }

    [Fact]
    public async Task Add_Extension_IsRefused()
    {
        await Refused(RefusalKind.NotFound, "parent", _world.Add(PlaceKind.Extension, _world.Extensions[0], "1"));
        await Refused(RefusalKind.Invalid, "name", _world.Add(PlaceKind.Extension, _world.Sales(), "#masknl#"));
        await Refused(RefusalKind.Invalid, "detail", _world.Add(PlaceKind.Extension, _world.Sales(), "1", "\n"));
        await Refused(RefusalKind.Taken, "name", _world.Add(PlaceKind.Extension, _world.Sales(), "300"));
        await Refused(RefusalKind.Taken, "id", _world.Add(PlaceKind.Extension, _world.Sales(), "1", id: _world.Extensions[0]));
    }

    [Fact]
    public async Task Change_Name_IsRefused()
    {
        await Refused(RefusalKind.NotFound, "", _world.Change(PlaceKind.Location, null, TestIds.New(), "Rome"));
        await Refused(RefusalKind.NotFound, "", _world.Change(PlaceKind.Location, null, _world.Sales(), "Rome"));
        await Refused(RefusalKind.NotFound, "parent", _world.Change(PlaceKind.Tenant, TestIds.New(), _world.Sales(), "Board"));
        await Refused(RefusalKind.NotFound, "", _world.Change(PlaceKind.Extension, _world.Support(), _world.Extensions[0], "1"));
        await Refused(RefusalKind.Invalid, "name", _world.Change(PlaceKind.Location, null, await _world.Berlin(), ""));
        await Refused(RefusalKind.Taken, "name", _world.Change(PlaceKind.Tenant, await _world.Berlin(), _world.Sales(), "Support"));
        await Refused(RefusalKind.Taken, "name", _world.Change(PlaceKind.Extension, _world.Sales(), _world.Extensions[0], "300"));
    }

    [Fact]
    public async Task Change_Detail_IsRefused()
    {
        var lunch = await _world.Status("Lunch");
        await Refused(RefusalKind.Invalid, "detail", _world.Change(PlaceKind.Status, _world.Sales(), lunch, null, "pink"));
        var longest = new string('x', 129);
        var extension = _world.Extensions[0];
        await Refused(RefusalKind.Invalid, "detail", _world.Change(PlaceKind.Extension, _world.Sales(), extension, null, longest));
    }

    [Fact]
    public async Task ChangeOrRemove_Available_IsRefused()
    {
        var available = await _world.Status("Available");
        await Refused(RefusalKind.Conflict, "name", _world.Change(PlaceKind.Status, _world.Sales(), available, "Free"));
        await Refused(RefusalKind.Conflict, "detail", _world.Change(PlaceKind.Status, _world.Sales(), available, null, "chat"));
        await Refused(RefusalKind.Conflict, "", _world.Remove(PlaceKind.Status, _world.Sales(), available));
        var lunch = await _world.Status("Lunch");
        await Refused(RefusalKind.Taken, "name", _world.Change(PlaceKind.Status, _world.Sales(), lunch, "Available", "available"));
    }

    [Fact]
    public async Task Remove_WhatIsNotThere_IsRefused()
    {
        await Refused(RefusalKind.NotFound, "", _world.Remove(PlaceKind.Location, null, TestIds.New()));
        await Refused(RefusalKind.NotFound, "parent", _world.Remove(PlaceKind.Tenant, _world.Sales(), _world.Support()));
        await Refused(RefusalKind.NotFound, "", _world.Remove(PlaceKind.Status, _world.Sales(), _world.Extensions[0]));
        await Refused(RefusalKind.NotFound, "", _world.Remove(PlaceKind.Extension, _world.Support(), _world.Extensions[0]));
    }

    [Theory]
    [InlineData(PlaceAction.Change)]
    [InlineData(PlaceAction.Remove)]
    public async Task Edit_OfAnotherThanExpected_IsAConflict(PlaceAction action)
    {
        var form = action == PlaceAction.Change ? new PlaceForm("9", null) : null;
        var edit = new PlaceEdit(
            action, PlaceKind.Extension, _world.Sales(), _world.Extensions[0], form, new PlaceValues("1000", "other"), IsTrial: false);
        await Refused(RefusalKind.Conflict, "expected", _world.Directory.Edit(edit));
        await Refused(RefusalKind.Conflict, "expected", _world.Directory.Edit(edit with { Expected = new PlaceValues("999", "1000") }));

        // What is expected is compared as it was when the refusal would have been another.
        var right = await _world.Directory.Edit(edit with { Expected = new PlaceValues("1000", "1000"), IsTrial = true });
        Assert.True(right.IsOk, $"{right.Refusal}");
    }

    private static async Task Refused(RefusalKind kind, string field, Task<Outcome<PlaceChanged>> edit)
    {
        var outcome = await edit;
        Assert.Equal((kind, field), (outcome.Refusal!.Kind, outcome.Refusal.Field));
    }
}
