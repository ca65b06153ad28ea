using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Edits of single places that are made: what is there afterwards, under which number, and what replicas are told.</summary>
public sealed class PlaceEditsTests : IAsyncLifetime
{
    private AccountWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountWorld.Start();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Add_LocationWithTheIdThatIsGiven_IsLastAndTold()
    {
        var id = TestIds.New();
        var (changed, deltas) = await Told(() => _world.Add(PlaceKind.Location, null, "Rome", "no detail", id));
        Assert.Equal((id, new PlaceValues("Rome")), (changed.Id, changed.Values));
        Assert.Equal([new DirectoryDelta(DirectoryDeltaKind.Added, PlaceKind.Location, null, id, new PlaceValues("Rome"))], deltas);
        Assert.Equal(["Berlin", "Rome"], (await _world.Directory.Snapshot()).Locations.Select(location => location.Name));
    }

    [Fact]
    public async Task Add_Tenant_HasAvailableWhichIsToldAfterIt()
    {
        var berlin = await _world.Berlin();
        var (changed, deltas) = await Told(() => _world.Add(PlaceKind.Tenant, berlin, "Board"));
        var tenant = await _world.Tenant(changed.Id);
        var available = Assert.Single(tenant.Statuses);
        Assert.Equal((0, "Available", "available"), (available.Number, available.Name, available.Type));
        Assert.Equal(changed.Number, tenant.DocumentVersion);
        Assert.Equal(
            [
                new DirectoryDelta(DirectoryDeltaKind.Added, PlaceKind.Tenant, berlin, changed.Id, new PlaceValues("Board"))
                {
                    Epoch = tenant.Number.Epoch,
                },
                new DirectoryDelta(
                    DirectoryDeltaKind.Added, PlaceKind.Status, changed.Id, available.Id, new PlaceValues("Available", "available")),
            ],
            deltas);
        Assert.Equal(
            ["Sales", "Support", "Board"], (await _world.Directory.Snapshot()).Locations[0].Tenants.Select(one => one.Name));
    }

    [Fact]
    public async Task Add_TenantThatWasRemoved_NumbersItsChangesUnderANewEpoch()
    {
        var berlin = await _world.Berlin();
        var before = await _world.Tenant(_world.Sales());
        await _world.Remove(PlaceKind.Tenant, berlin, _world.Sales());
        var (_, deltas) = await Told(() => _world.Add(PlaceKind.Tenant, berlin, "Sales", id: _world.Sales()));
        var after = await _world.Tenant(_world.Sales());
        Assert.True(after.Number.Epoch > before.Number.Epoch);
        Assert.Equal((after.Number.Epoch, 0), (deltas[0].Epoch, after.Number.Sequence));
    }

    [Fact]
    public async Task Add_StatusAfterOneWasRemoved_HasANumberThatWasNeverUsed()
    {
        await _world.Remove(PlaceKind.Status, _world.Sales(), await _world.Status("Lunch"));
        var (changed, deltas) = await Told(() => _world.Add(PlaceKind.Status, _world.Sales(), "Away", "xa"));
        var delta = Assert.Single(deltas);
        Assert.Equal((DirectoryDeltaKind.Added, 2), (delta.Kind, delta.StatusNumber));
        var tenant = await _world.Tenant(_world.Sales());
        Assert.Equal([(0, "Available"), (2, "Away")], tenant.Statuses.Select(status => (status.Number, status.Name)));
        Assert.Equal(changed.Number, tenant.DocumentVersion);

        // 300 was at lunch, whose number nobody has now.
        Assert.Equal(0, tenant.Extensions.Single(extension => extension.Number == "300").State.Status);
    }

    [Fact]
    public async Task Add_Extension_HasItsNumberAsDisplayNameAndTheInitialState()
    {
        var (changed, deltas) = await Told(() => _world.Add(PlaceKind.Extension, _world.Sales(), "77"));
        Assert.Equal(new PlaceValues("77", "77"), changed.Values);
        Assert.Equal(ExtensionState.Initial, Assert.Single(deltas).State);
        var added = (await _world.Tenant(_world.Sales())).Extensions.Single(extension => extension.Number == "77");
        Assert.Equal((changed.Id, "77", ExtensionState.Initial), (added.Id, added.DisplayName, added.State));
    }

    [Fact]
    public async Task Add_ExtensionWithAnIdThatWasUsedBefore_DoesNotGetTheOldState()
    {
        var old = _world.Extensions[0];
        await _world.Set(old, "Lunch", "old", 5_000);
        await _world.Remove(PlaceKind.Extension, _world.Sales(), old);
        Assert.True((await _world.Add(PlaceKind.Extension, _world.Sales(), "5", id: old)).IsOk);
        Assert.Equal(ExtensionState.Initial, (await _world.Tenant(_world.Sales())).Extensions[0].State);
        Assert.Equal(ExtensionFields.Note, (await _world.Set(old, note: "new")).Value!.Changed);
        Assert.Equal(new ExtensionState(0, "new", -1), (await _world.Tenant(_world.Sales())).Extensions[0].State);
    }

    [Fact]
    public async Task Change_NameAndDetail_IsOneRename()
    {
        var lunch = await _world.Status("Lunch");
        var (changed, deltas) = await Told(() => _world.Change(PlaceKind.Status, _world.Sales(), lunch, "Siesta", "dnd"));
        Assert.Equal(new PlaceValues("Siesta", "dnd"), changed.Values);
        var delta = Assert.Single(deltas);
        Assert.Equal((DirectoryDeltaKind.Renamed, lunch, 1), (delta.Kind, delta.Id, delta.StatusNumber));

        // A rename moves no state.
        Assert.Equal(1, (await _world.Tenant(_world.Sales())).Extensions.Single(one => one.Number == "300").State.Status);
    }

    [Fact]
    public async Task Change_DetailOnly_IsAltered()
    {
        var (_, deltas) = await Told(() => _world.Change(PlaceKind.Extension, _world.Sales(), _world.Extensions[1], null, "Mike"));
        var delta = Assert.Single(deltas);
        Assert.Equal((DirectoryDeltaKind.Altered, new PlaceValues("300", "Mike")), (delta.Kind, delta.Values));
    }

    [Theory]
    [InlineData(PlaceKind.Location, "Rome")]
    [InlineData(PlaceKind.Tenant, "Board")]
    [InlineData(PlaceKind.Extension, "301")]
    public async Task Change_Name_IsTold(PlaceKind kind, string name)
    {
        var (parent, id) = await Sample(kind);
        var (changed, deltas) = await Told(() => _world.Change(kind, parent, id, name));
        var delta = Assert.Single(deltas);
        Assert.Equal(
            (DirectoryDeltaKind.Renamed, kind, parent, id, name), (delta.Kind, delta.Place, delta.Parent, delta.Id, delta.Values.Name));
        Assert.Contains(name, (await _world.Export()).Text(), StringComparison.Ordinal);
        Assert.Equal(changed.Number, await _world.Number());
    }

    [Theory]
    [InlineData(PlaceKind.Location)]
    [InlineData(PlaceKind.Tenant)]
    [InlineData(PlaceKind.Status)]
    [InlineData(PlaceKind.Extension)]
    public async Task Change_ToWhatItHas_HasNoNumber(PlaceKind kind)
    {
        var (parent, id) = await Sample(kind);
        var number = await _world.Number();
        Assert.Equal(number, (await _world.Change(kind, parent, id, null)).Value?.Number);
        Assert.Equal(number, await _world.Number());
    }

    [Fact]
    public async Task Change_AvailableToWhatItHas_IsOk()
    {
        var changed = await _world.Change(PlaceKind.Status, _world.Sales(), await _world.Status("Available"), "Available", "available");
        Assert.True(changed.IsOk);
    }

    [Theory]
    [InlineData(PlaceKind.Location)]
    [InlineData(PlaceKind.Tenant)]
    [InlineData(PlaceKind.Extension)]
    public async Task Remove_WithABoundExtension_UnbindsItsUserInTheSameNotice(PlaceKind kind)
    {
        var (parent, id) = await Sample(kind);
        var tail = await LogTail.FromNow(_world.Cluster);
        var removed = await _world.Remove(kind, parent, id);
        Assert.True(removed.IsOk, $"{removed.Refusal}");
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal(removed.Value.Number, notice.Number);
        var delta = Assert.Single(notice.Places!.Value);
        Assert.Equal((DirectoryDeltaKind.Removed, kind, id), (delta.Kind, delta.Place, delta.Id));
        var mikey = Assert.Single(notice.Accounts!.Put);
        Assert.Equal(("mikey", null), (mikey.Username, mikey.ExtensionId));
        var stored = await _world.Find("mikey");
        Assert.Equal(("hash", null), (stored!.PasswordHash, stored.Account.ExtensionId));
        Assert.DoesNotContain($"{id}", (await _world.Export()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Location_ItsTenantsAreGone()
    {
        await _world.Remove(PlaceKind.Location, null, await _world.Berlin());
        foreach (var tenant in new[] { _world.Sales(), _world.Support() })
        {
            Assert.Equal(RefusalKind.Gone, (await _world.Cluster.Grain<ITenantGrain>(tenant).Snapshot()).Refusal?.Kind);
        }

        Assert.Equal(RefusalKind.NotFound, (await _world.Set(_world.Extensions[0], note: "a")).Refusal?.Kind);
        Assert.Empty((await _world.Directory.Snapshot()).Locations);
    }

    [Fact]
    public async Task Remove_ThenAddWithTheSameIds_WorksAgain()
    {
        var (berlin, sales) = (await _world.Berlin(), _world.Sales());
        await _world.Remove(PlaceKind.Location, null, berlin);
        Assert.True((await _world.Add(PlaceKind.Location, null, "Berlin", id: sales)).IsOk);
        Assert.True((await _world.Add(PlaceKind.Tenant, sales, "Sales", id: berlin)).IsOk);
        Assert.True((await _world.Add(PlaceKind.Extension, berlin, "1", id: _world.Extensions[0])).IsOk);
        Assert.Single((await _world.Tenant(berlin)).Extensions);
    }

    [Theory]
    [InlineData(PlaceAction.Add)]
    [InlineData(PlaceAction.Change)]
    [InlineData(PlaceAction.Remove)]
    public async Task Edit_OnTrial_ChangesNothing(PlaceAction action)
    {
        var before = (await _world.Export()).Text();
        var number = await _world.Number();
        Guid? id = action == PlaceAction.Add ? null : _world.Extensions[0];
        var form = action == PlaceAction.Remove ? null : new PlaceForm("9", null);
        var tried = await _world.Directory.Edit(
            new PlaceEdit(action, PlaceKind.Extension, _world.Sales(), id, form, null, IsTrial: true));
        Assert.Equal(number, tried.Value?.Number);
        Assert.Equal(before, (await _world.Export()).Text());
        Assert.Equal(number, await _world.Number());
    }

    [Fact]
    public async Task Edits_AfterAllMemoryIsLost_GoOn()
    {
        var first = await _world.Add(PlaceKind.Tenant, await _world.Berlin(), "Board");
        await _world.Forget();
        await _world.Cluster.Forget(_world.Cluster.Grain<ITenantGrain>(first.Value!.Id));
        var second = await _world.Add(PlaceKind.Status, first.Value.Id, "Lunch", "away");
        Assert.Equal(first.Value.Number + 1, second.Value?.Number);
        Assert.Equal(["Available", "Lunch"], (await _world.Tenant(first.Value.Id)).Statuses.Select(status => status.Name));
    }

    /// <summary>A place that contains, or is, the extension that mikey is bound to; the status has it.</summary>
    private async Task<(Guid? Parent, Guid Id)> Sample(PlaceKind kind) => kind switch
    {
        PlaceKind.Location => (null, await _world.Berlin()),
        PlaceKind.Tenant => (await _world.Berlin(), _world.Sales()),
        PlaceKind.Status => (_world.Sales(), await _world.Status("Lunch")),
        _ => (_world.Sales(), _world.Extensions[1]),
    };

    /// <summary>An edit that is made, and what the one notice of its number says of the places.</summary>
    private async Task<(PlaceChanged Changed, DirectoryDelta[] Deltas)> Told(Func<Task<Outcome<PlaceChanged>>> edit)
    {
        var number = await _world.Number();
        var tail = await LogTail.FromNow(_world.Cluster);
        var changed = await edit();
        Assert.True(changed.IsOk, $"{changed.Refusal}");
        Assert.Equal(number + 1, changed.Value.Number);
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal(changed.Value.Number, notice.Number);
        Assert.Empty(notice.Accounts!.Put);
        return (changed.Value, [.. notice.Places!.Value]);
    }
}
