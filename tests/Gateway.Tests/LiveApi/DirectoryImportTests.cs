using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>PUT of the directory document (docs/protocols/live-api.md, 3).</summary>
public sealed class DirectoryImportTests : LiveServerTests
{
    private const string Path = LiveServer.Core + "/directory";
    private const string WithPassword = """{"users":[{"username":"zoe","password":"12345678"}]}""";

    [Fact]
    public async Task Put_Document_IsImportedAndReported()
    {
        Server.Directory.Report = new ImportReport(
            7,
            new ImportCounts(1, 2, 3, 4, 5),
            FakeDirectoryCommands.None,
            FakeDirectoryCommands.None with { Users = 1 },
            FakeDirectoryCommands.None with { Tenants = 6 },
            [
                new ImportChange(ImportChangeKind.Removed, PlaceKind.Tenant, Id(0x20), ["Berlin", "Sales"]),
                new ImportChange(ImportChangeKind.Renamed, PlaceKind.Location, Id(0x10), ["Bonn"]),
                new ImportChange(ImportChangeKind.Added, PlaceKind.Extension, null, ["Bonn", "T", "1"]),
                new ImportChange(ImportChangeKind.Changed, PlaceKind.Status, Id(0x31), ["Bonn", "T", "Out"]),
                new ImportChange(ImportChangeKind.Added, null, Id(0x51), ["zoe"]),
            ]);
        var (status, body) = await Server.Send(HttpMethod.Put, Path, """{"version":1,"locations":[{"name":"Bonn","colour":1}]}""");
        Assert.Equal(200, status);
        Assert.Equal(
            WithIds(
                """
                {"dryRun":false,
                "added":{"locations":1,"tenants":2,"statuses":3,"extensions":4,"users":5},
                "renamed":{"locations":0,"tenants":0,"statuses":0,"extensions":0,"users":0},
                "changed":{"locations":0,"tenants":0,"statuses":0,"extensions":0,"users":1},
                "removed":{"locations":0,"tenants":6,"statuses":0,"extensions":0,"users":0},
                "changes":[
                {"change":"removed","kind":"tenant","id":"#20","path":["Berlin","Sales"]},
                {"change":"renamed","kind":"location","id":"#10","path":["Bonn"]},
                {"change":"added","kind":"extension","path":["Bonn","T","1"]},
                {"change":"changed","kind":"status","id":"#31","path":["Bonn","T","Out"]},
                {"change":"added","kind":"user","id":"#51","path":["zoe"]}],
                "ignored":["locations[0].colour"]}
                """.Replace("\n", "", StringComparison.Ordinal)),
            body);
        var import = Assert.Single(Server.Directory.Imports);
        Assert.Equal(("Bonn", "admin", false), (import.Document.Locations!.Value[0].Name, import.ReservedUser, import.IsTrial));
    }

    [Fact]
    public async Task Put_DryRun_IsATrialAndHashesNothing()
    {
        Server.Host.IsOverloaded = true;
        var (status, body) = await Server.Send(HttpMethod.Put, Path + "?dryRun=true", WithPassword);
        Assert.Equal(200, status);
        Assert.StartsWith("{\"dryRun\":true,", body, StringComparison.Ordinal);
        var import = Assert.Single(Server.Directory.Imports);
        Assert.True(import.IsTrial);
        Assert.Equal("", import.Document.Users!.Value[0].PasswordHash);
    }

    [Fact]
    public async Task Put_Password_IsHashedAfterATrial()
    {
        Assert.Equal(200, (await Server.Send(HttpMethod.Put, Path + "?dryRun=false", WithPassword)).Status);
        Assert.Equal(
            [(true, ""), (false, "hash of 8")],
            Server.Directory.Imports.Select(import => (import.IsTrial, import.Document.Users!.Value[0].PasswordHash!)));
    }

    [Fact]
    public async Task Put_PasswordAndRefused_NothingIsHashed()
    {
        Server.Host.IsOverloaded = true;
        Server.Directory.Refusal = new Refusal(RefusalKind.Invalid, "users[0].username", "is the administrator's");
        var (status, body) = await Server.Send(HttpMethod.Put, Path, WithPassword);
        Assert.Equal(422, status);
        Assert.Contains("users[0].username: is the administrator's.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_NoHashAtTheMoment_Is503AndNothingIsImported()
    {
        Server.Host.IsOverloaded = true;
        Assert.Equal(503, (await Server.Send(HttpMethod.Put, Path, WithPassword)).Status);
        Assert.DoesNotContain(Server.Directory.Imports, import => !import.IsTrial);
    }

    [Theory]
    [InlineData("", "[]", 422, "body: must be an object.")]
    [InlineData("", """{"version":2}""", 422, "version: must be 1.")]
    [InlineData("", """{"locations":[{"tenants":[{}]}]}""", 422, "locations[0].name: is missing.")]
    [InlineData("", "{", 412, "The body is not JSON.")]
    [InlineData("?dryRun=1", "{}", 422, "dryRun: must be true or false.")]
    public async Task Put_WrongDocument_IsRefusedAndNothingIsDone(string query, string document, int status, string detail)
    {
        var refused = await Server.Send(HttpMethod.Put, Path + query, document);
        Assert.Equal(status, refused.Status);
        Assert.Contains($"\"detail\":\"{detail}\"", refused.Body, StringComparison.Ordinal);
        Assert.Empty(Server.Directory.Imports);
    }

    /// <summary>The bound is <c>Limits:DirectoryBodyBytes</c>, not that of other bodies.</summary>
    [Theory]
    [InlineData(3_900, 200)]
    [InlineData(4_001, 413)]
    public async Task Put_Size_HasItsOwnBound(int bytes, int status) =>
        Assert.Equal(status, (await Server.Send(HttpMethod.Put, Path, "{}".PadRight(bytes))).Status);
}
