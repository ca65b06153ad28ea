using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>A replica of one location (Berlin), one tenant (Sales) and the extensions 20, 300 and 1000.</summary>
internal static class Samples
{
    internal static readonly Guid Location = new("cccccccc-0000-4000-8000-000000000001");

    internal static readonly Guid Tenant = new("aaaaaaaa-0000-4000-8000-000000000001");

    internal static readonly Guid Extension = new("bbbbbbbb-0000-4000-8000-000000000020");

    internal static ReplicaStore NewStore(ChangeNumber number)
    {
        var store = new ReplicaStore();
        var location = new LocationView(Location, "Berlin");
        location.Tenants = [new TenantView(Tenant, "Sales", location, Snapshot(number))];
        var core = new CoreServer(new Guid("dddddddd-0000-4000-8000-000000000001"), "default", "default");
        store.Show(1, core, [location], AccountTable.Empty);
        return store;
    }

    /// <summary>An account whose id is its number.</summary>
    internal static Account Account(int number, string name, Guid? extension = null) =>
        new(AccountId(number), name, name, true, [], extension, 1);

    internal static Guid AccountId(int number) => new($"aaaaaaaa-0000-4000-9000-{number:x12}");

    internal static Guid StatusId(int number) => new($"dddddddd-0000-4000-8000-{number:x12}");

    internal static TenantSnapshot Snapshot(ChangeNumber number, int status = 0) => new(
        number,
        1,
        [new StatusEntry(0, StatusId(0), "Available", "available"), new StatusEntry(1, StatusId(1), "Lunch", "away")],
        [
            new ExtensionEntry(Extension, "20", "Anna", ExtensionState.Initial with { Status = status }),
            new ExtensionEntry(new Guid("bbbbbbbb-0000-4000-8000-000000000300"), "300", "Ben", ExtensionState.Initial),
            new ExtensionEntry(new Guid("bbbbbbbb-0000-4000-8000-000000001000"), "1000", "Cleo", ExtensionState.Initial),
        ]);

    internal static ExtensionNotice Notice(long epoch, long sequence, int status, ChangeOrigin? origin = null) => new(
        Tenant,
        Extension,
        new ChangeNumber(epoch, sequence),
        1,
        ExtensionFields.Status,
        ExtensionState.Initial with { Status = status },
        origin);
}
