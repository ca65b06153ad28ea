using System.Net;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>POST, PUT and DELETE of locations, tenants, statuses, extensions and the core server (docs/protocols/live-api.md, 3).</summary>
public sealed class PlaceWriteTests : LiveServerTests
{
    private const string Locations = LiveServer.Core + "/locations";
    private const string Tenants = Locations + "/getByName/Berlin/tenants";
    private const string Statuses = Tenants + "/getByName/Sales/statuses";
    private const string Extensions = Tenants + "/getByName/Sales/extensions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PlaceEdit Edit => Assert.Single(Server.Directory.Edits);

    [Theory]
    [InlineData(Locations, """{"name":"Köln"}""", "/#7f", """{"id":"#7f","name":"Köln"}""")]
    [InlineData(Tenants, """{"name":"T"}""", "/#10/tenants/#7f", """{"id":"#7f","name":"T"}""")]
    [InlineData(
        Statuses,
        """{"name":"Out","type":"away"}""",
        "/#10/tenants/#20/statuses/#7f",
        """{"id":"#7f","name":"Out","type":"away"}""")]
    [InlineData(
        Extensions,
        """{"extensionNumber":"7","displayName":"D","status":"ignored"}""",
        "/#10/tenants/#20/extensions/#7f",
        """{"id":"#7f","extensionNumber":"7","displayName":"D"}""")]
    public async Task Post_Preferred_Is201WithItsPlaceById(string path, string body, string location, string expected)
    {
        using var response = await Server.Ask(HttpMethod.Post, path, body, headers: ("Prefer", "return=representation"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(WithIds($"{Base}/config/core/#01/locations{location}"), response.Headers.Location!.ToString());
        Assert.Equal(WithIds(expected), await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal((PlaceAction.Add, null, null, false), (Edit.Action, Edit.Id, Edit.Expected, Edit.IsTrial));
    }

    [Fact]
    public async Task Edits_SayWhatIsMeant()
    {
        var id = Id(0x66);
        await Server.Post(Locations, $$"""{"id":"{{id}}","name":"A"}""");
        await Server.Post(Tenants, """{"name":"B"}""");
        await Server.Post(Statuses, """{"name":"C","type":"dnd"}""");
        await Server.Post(Extensions, """{"extensionNumber":"5"}""");
        await Send(HttpMethod.Put, WithIds(Locations + "/#10"), """{"name":"Bonn"}""");
        await Send(HttpMethod.Put, WithIds(Statuses + "/#31"), """{"type":"xa"}""");
        await Send(HttpMethod.Delete, Extensions + "/getByName/300", null);
        Assert.Equal(
            [
                new(PlaceAction.Add, PlaceKind.Location, null, id, new("A", null), null, false),
                new(PlaceAction.Add, PlaceKind.Tenant, Berlin, null, new("B", null), null, false),
                new(PlaceAction.Add, PlaceKind.Status, Sales, null, new("C", "dnd"), null, false),
                new(PlaceAction.Add, PlaceKind.Extension, Sales, null, new("5", null), null, false),
                new(PlaceAction.Change, PlaceKind.Location, null, Berlin, new("Bonn", null), null, false),
                new(PlaceAction.Change, PlaceKind.Status, Sales, Lunch, new(null, "xa"), null, false),
                new(PlaceAction.Remove, PlaceKind.Extension, Sales, Sales300, null, null, false),
            ],
            Server.Directory.Edits);
    }

    [Theory]
    [InlineData(Locations, "{}", "name", "is missing")]
    [InlineData(Locations, """{"name":1}""", "name", "must be text")]
    [InlineData(Locations, """{"name":"A","id":"x"}""", "id", "must be a UUID")]
    [InlineData(Statuses, """{"name":"A"}""", "type", "is missing")]
    [InlineData(Statuses, """{"name":"A","type":null}""", "type", "must be text")]
    [InlineData(Extensions, """{"name":"A"}""", "extensionNumber", "is missing")]
    [InlineData(Extensions, """{"extensionNumber":"A","displayName":1}""", "displayName", "must be text")]
    public async Task Post_WrongMember_Is422AndNothingIsDone(string path, string body, string member, string reason)
    {
        var (status, problem) = await Server.Post(path, body);
        Assert.Equal(422, status);
        Assert.Contains($"\"detail\":\"{member}: {reason}.\",\"member\":\"{member}\"", problem, StringComparison.Ordinal);
        Assert.Empty(Server.Directory.Edits);
    }

    /// <summary>A refusal's field is the member's name in JSON.</summary>
    [Theory]
    [InlineData(Locations, RefusalKind.Taken, "name", 409, "name: is in use.")]
    [InlineData(Extensions, RefusalKind.Taken, "name", 409, "extensionNumber: is in use.")]
    [InlineData(Extensions, RefusalKind.Invalid, "detail", 422, "displayName: is not allowed.")]
    [InlineData(Statuses, RefusalKind.Invalid, "detail", 422, "type: is not allowed.")]
    [InlineData(Statuses, RefusalKind.Conflict, "name", 409, "name: contradicts the state as it is.")]
    [InlineData(Extensions, RefusalKind.Full, "extensions", 409, "extensionNumber: contradicts the state as it is.")]
    [InlineData(Tenants, RefusalKind.NotFound, "parent", 404, "There is no such object.")]
    [InlineData(Locations, RefusalKind.Taken, "id", 409, "id: is in use.")]
    public async Task Refusal_IsTheMembers(string path, RefusalKind kind, string field, int status, string detail)
    {
        Server.Directory.Refusal = new Refusal(kind, field);
        var problem = await Server.Post(path, """{"name":"A","type":"away","extensionNumber":"A"}""");
        Assert.Equal(status, problem.Status);
        Assert.Contains($"\"detail\":\"{detail}\"", problem.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_AnotherId_Is422()
    {
        var (status, body) = await Server.Send(HttpMethod.Put, WithIds(Locations + "/#10"), WithIds("""{"id":"#11"}"""));
        Assert.Equal(422, status);
        Assert.Contains("id: must be the object's own.", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Locations + "/getByName/Berlin", "Berlin", null)]
    [InlineData(Tenants + "/getByName/Sales", "Sales", null)]
    [InlineData(Statuses + "/getByName/Lunch", "Lunch", "away")]
    [InlineData(Extensions + "/getByName/300", "300", "Mike")]
    public async Task IfMatch_IsTheTagOfGet_AndExpected(string path, string name, string? detail)
    {
        using var read = await Server.Ask(HttpMethod.Get, path);
        var tag = read.Headers.ETag!.ToString();
        Assert.Equal(412, await Send(HttpMethod.Delete, path, null, ("If-Match", "\"other\"")));
        Assert.Empty(Server.Directory.Edits);
        Assert.Equal(204, await Send(HttpMethod.Put, path, "{}", ("If-Match", tag)));
        Assert.Equal(204, await Send(HttpMethod.Delete, path, null, ("If-Match", tag)));
        Assert.Equal(204, await Send(HttpMethod.Delete, path, null, ("If-Match", "*")));
        PlaceValues expected = new(name, detail);
        Assert.Equal([expected, expected, null], Server.Directory.Edits.Select(edit => edit.Expected));

        Server.Directory.Refusal = new Refusal(RefusalKind.Conflict, "expected");
        Assert.Equal(412, await Send(HttpMethod.Delete, path, null, ("If-Match", tag)));
    }

    [Fact]
    public async Task Failure_Is503()
    {
        Server.Directory.Failure = new Failure(FailureKind.Unavailable, "ref");
        Assert.Equal(503, (await Server.Post(Locations, """{"name":"A"}""")).Status);
    }

    [Fact]
    public async Task CoreServer_Put_ChangesWhatIsGiven_OthersAreNotAllowed()
    {
        const string Path = Base + "/config/server/coreServers/getByName/default";
        Assert.Equal(204, await Send(HttpMethod.Put, Path, """{"name":"New"}"""));
        Assert.Equal(204, await Send(HttpMethod.Put, LiveServer.Core, WithIds("""{"id":"#01","slug":"s"}""")));
        Assert.Equal([(null, "New", null), ("s", null, null)], Server.Directory.CoreServers);
        Assert.Equal(405, await Send(HttpMethod.Delete, Path, null));
        Assert.Equal(405, (await Server.Post(Base + "/config/server/coreServers", "{}")).Status);
    }

    /// <summary>The live API reads only.</summary>
    [Theory]
    [InlineData(R + "/locations")]
    [InlineData(R + "/locations/getByName/Berlin/tenants")]
    [InlineData(R + "/locations/getByName/Berlin/tenants/getByName/Sales/extensions")]
    public async Task Live_Post_Is405(string path) => Assert.Equal(405, (await Server.Post(path, """{"name":"A"}""")).Status);

    private async Task<int> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var response = await Server.Ask(method, path, body, headers: headers);
        return (int)response.StatusCode;
    }
}
