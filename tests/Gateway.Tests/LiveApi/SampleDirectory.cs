using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>
/// Berlin: Sales (extensions 20, 300, 1000), Support (20). <c>a/b +%</c>: Ümlaut (none).
/// Accounts: anna (no extension), mikey (300 of Sales).
/// </summary>
internal static partial class SampleDirectory
{
    public static readonly Guid Core = Id(1);
    public static readonly Guid Berlin = Id(0x10);
    public static readonly Guid Odd = Id(0x11);
    public static readonly Guid Sales = Id(0x20);
    public static readonly Guid Support = Id(0x21);
    public static readonly Guid Empty = Id(0x22);
    public static readonly Guid Lunch = Id(0x31);
    public static readonly Guid Sales20 = Id(0x40);
    public static readonly Guid Sales300 = Id(0x41);
    public static readonly Guid Sales1000 = Id(0x42);
    public static readonly Guid Support20 = Id(0x43);
    public static readonly Guid Anna = Id(0x50);
    public static readonly Guid Mikey = Id(0x51);

    public static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:x12}");

    /// <summary>A text in which <c>#41</c> stands for <c>Id(0x41)</c>.</summary>
    public static string WithIds(string text) =>
        ShortId().Replace(text, match => Id(Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    public static void Fill(ReplicaStore replica)
    {
        var berlin = new LocationView(Berlin, "Berlin");
        berlin.Tenants =
        [
            NewTenant(
                Sales,
                "Sales",
                berlin,
                Extension(Sales20, "20"),
                Extension(Sales300, "300") with { DisplayName = "Mike" },
                Extension(Sales1000, "1000")),
            NewTenant(Support, "Support", berlin, Extension(Support20, "20")),
        ];
        var odd = new LocationView(Odd, "a/b +%");
        odd.Tenants = [NewTenant(Empty, "Ümlaut", odd)];
        replica.Show(
            1,
            new CoreServer(Core, "default", "Main"),
            [berlin, odd],
            AccountTable.Of(
            [
                new Account(Mikey, "mikey", "Mikey M.", true, ["manager"], Sales300, 1),
                new Account(Anna, "anna", "", false, [], null, 1),
            ]));
    }

    public static TenantView NewTenant(Guid id, string name, LocationView location, params ImmutableArray<ExtensionEntry> extensions)
    {
        ImmutableArray<StatusEntry> statuses = [new(0, Id(0x30), "Available", "available"), new(1, Lunch, "Lunch", "away")];
        return new TenantView(id, name, location, new TenantSnapshot(new ChangeNumber(1, 0), 1, statuses, extensions));
    }

    public static ExtensionEntry Extension(Guid id, string number) => new(id, number, number, ExtensionState.Initial);

    [GeneratedRegex("#([0-9a-f]{2})")]
    private static partial Regex ShortId();
}
