using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Accounts;
using EventPlatform.Grains.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Documents for an empty store.</summary>
public sealed class ImportPlannerTests
{
    private static readonly Guid Known = TestIds.New();

    public static TheoryData<string, DirectoryDocument> Wrong { get; } = new()
    {
        { "locations[0].name", Documents.Of(Documents.Location("")) },
        { "locations[0].name", Documents.Of(new LocationDocument(null, null!, null)) },
        { "locations[1].name", Documents.Of(Documents.Location("a"), Documents.Location("a")) },
        { "locations[0].name", Documents.Of(Documents.Location("a@#b")) },
        { "locations[0].name", Documents.Of(Documents.Location("a#masknl#")) },
        { "locations[0].name", Documents.Of(Documents.Location("tab\t")) },
        { "locations[0].name", Documents.Of(Documents.Location("\ud800")) },
        { "locations[0].name", Documents.Of(Documents.Location(new string('x', 129))) },
        { "locations[0].id", Documents.Of(new LocationDocument(Guid.Empty, "a", null)) },
        { "locations[1].id", Documents.Of(new LocationDocument(Known, "a", null), new LocationDocument(Known, "b", null)) },
        { "locations[0].tenants[1].name", In(Tenant("t"), Tenant("")) },
        { "locations[0].tenants[1].name", In(Tenant("t"), Tenant("t")) },
        { "locations[0].tenants[0].id", Documents.Of(new LocationDocument(Known, "a", [new TenantDocument(Known, "t", null, null)])) },
        { "locations[0].tenants[0].statuses[0].type", In(Tenant("t", Documents.Status("Lunch", "pink"))) },
        { "locations[0].tenants[0].statuses[0].type", In(Tenant("t", Documents.Status("Available", "away"))) },
        { "locations[0].tenants[0].statuses[1].name", In(Tenant("t", Documents.Status("Lunch"), Documents.Status("Lunch"))) },
        { "locations[0].tenants[0].extensions[1].extensionNumber", WithExtensions(Documents.Extension("1"), Documents.Extension("1")) },
        { "locations[0].tenants[0].extensions[0].status", WithExtensions(Documents.Extension("1", "Nowhere")) },
        { "locations[0].tenants[0].extensions[0].note", WithExtensions(Documents.Extension("1", note: "a\r")) },
        { "locations[0].tenants[0].extensions[0].returnTime", WithExtensions(Documents.Extension("1", returnTime: 999)) },
        { "users[1].username", WithUsers(Documents.User("a"), Documents.User("a")) },
        { "users[0].username", WithUsers(Documents.User("*")) },
        { "users[0].username", WithUsers(Documents.User("admin")) },
        { "users[0].username", WithUsers(Documents.User("nul\0")) },
        { "users[0].extensionId", WithUsers(Documents.User("a", TestIds.New())) },
        { "users[1].extensionId", WithUsers(Documents.User("a", Known), Documents.User("b", Known)) },
        { "users[0].roles[1]", WithUsers(Documents.User("a") with { Roles = ["manager", ""] }) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Plan_SomethingWrong_NamesThePath(string path, DirectoryDocument document)
    {
        var plan = Plan(document, 1);
        Assert.Equal(RefusalKind.Invalid, plan.Refusal?.Kind);
        Assert.Equal(path, plan.Refusal?.Field);
        Assert.NotEqual("", plan.Refusal?.Detail);
    }

    [Fact]
    public void Plan_TooManyExtensions_IsRefused()
    {
        var extensions = Enumerable.Range(0, PlaceRules.ExtensionsMax + 1).Select(number => Documents.Extension($"{number}")).ToArray();
        var plan = Plan(WithExtensions(extensions), 1);
        Assert.Equal("locations[0].tenants[0].extensions", plan.Refusal?.Field);
    }

    [Fact]
    public void Plan_StatusesWithoutAvailable_PutItFirst()
    {
        var document = In(Tenant("t", Documents.Status("Lunch"), Documents.Status("Available", "available"), Documents.Status("Away")));
        var plan = Plan(document, 4);
        var content = Assert.Single(plan.Value!.Tenants.Values)!;
        Assert.Equal(["Available", "Lunch", "Away"], content.Statuses.Select(status => status.Name));
        Assert.Equal([0, 1, 2], content.Statuses.Select(status => status.Number));
        Assert.Equal(3, content.NextStatusNumber);
    }

    [Fact]
    public void Plan_ExtensionWithState_GivesItUnderTheVersion()
    {
        var document = In(Documents.Tenant("t", [Documents.Status("Lunch")], Documents.Extension("1", "Lunch", "x\ny", 1_000)));
        var plan = Plan(document, 4);
        var extension = Assert.Single(Assert.Single(plan.Value!.Tenants.Values)!.Extensions);
        Assert.Equal(4, extension.GivenUnder);
        Assert.Equal((1, "x\ny", 1_000L), (extension.Given.Status, extension.Given.Note, extension.Given.ReturnTime));
        Assert.Equal("1", extension.DisplayName);
    }

    private static Outcome<ImportPlan> Plan(DirectoryDocument document, long number) => ImportPlanner.Plan(
        document,
        "admin",
        new PlaceBook(null, [], new Dictionary<Guid, TenantContent>()),
        new AccountBook([]),
        number,
        new RandomIdSource());

    private static TenantDocument Tenant(string name, params StatusDocument[] statuses) => new(null, name, [.. statuses], null);

    private static DirectoryDocument In(params TenantDocument[] tenants) => Documents.Of(Documents.Location("a", tenants));

    private static DirectoryDocument WithExtensions(params ExtensionDocument[] extensions) => In(Documents.Tenant("t", [], extensions));

    private static DirectoryDocument WithUsers(params UserDocument[] users)
        => WithExtensions(Documents.Extension("1") with { Id = Known }) with { Users = [.. users] };
}
