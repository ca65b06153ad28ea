using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Directory documents for tests.</summary>
internal static class Documents
{
    internal static DirectoryDocument Of(params LocationDocument[] locations) => new([.. locations], null);

    internal static LocationDocument Location(string name, params TenantDocument[] tenants) => new(null, name, [.. tenants]);

    internal static TenantDocument Tenant(string name, StatusDocument[] statuses, params ExtensionDocument[] extensions)
        => new(TestIds.New(), name, [.. statuses], [.. extensions]);

    internal static StatusDocument Status(string name, string type = "away") => new(null, name, type);

    internal static ExtensionDocument Extension(string number, string? status = null, string? note = null, long? returnTime = null)
        => new(TestIds.New(), number, null, status, note, returnTime);

    internal static UserDocument User(string name, Guid? extension = null)
        => new(null, name, null, null, null, extension is not null, extension, "hash");

    /// <summary>One location with two tenants and two users.</summary>
    internal static DirectoryDocument Whole()
    {
        var bound = Extension("300", "Lunch", "back soon", 5_000);
        return new DirectoryDocument(
            [
                Location(
                    "Berlin",
                    Tenant("Sales", [Status("Lunch")], Extension("1000"), bound, Extension("20")),
                    Tenant("Support", [])),
            ],
            [User("mikey", bound.Id), User("anna")]);
    }
}
