using System.Text.Json;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class LiveResourceTests : LiveServerTests
{
    private const string Sales300Json =
        """
        {"id":"#41","extensionNumber":"300","displayName":"Mike","configurationId":"#41",
        "permissionId":null,"status":"Available","note":"","returnTime":-1,"userId":"#51"}
        """;

    private const string MikeyJson =
        """
        {"id":"#51","configurationId":"#51","userName":"mikey",
        "displayedName":"Mikey M.","permissionId":null}
        """;

    [Fact]
    public async Task CoreServers_ListIdAndSlug_SameObject()
    {
        const string ServerJson = """{"id":"#01","slug":"default","name":"Main"}""";
        await AssertJson($"[{ServerJson}]", Base + "/live/coreServers");
        await AssertJson(ServerJson, R);
        await AssertJson(ServerJson, Base + "/live/coreServers/getBySlug/default");
        await AssertJson(ServerJson, $"{Base}/live/coreServers/{SampleDirectory.Core}");
        await AssertJson($"[{ServerJson}]", Base + "/config/server/coreServers");
        await AssertJson(ServerJson, Base + "/config/server/coreServers/getByName/default");
    }

    [Fact]
    public async Task Locations_InTheOrderAdded()
    {
        const string BerlinJson = """{"id":"#10","name":"Berlin"}""";
        await AssertJson($$"""[{{BerlinJson}},{"id":"#11","name":"a/b +%"}]""", R + "/locations");
        await AssertJson(BerlinJson, R + "/locations/getByName/Berlin");
        await AssertJson(BerlinJson, $"{R}/locations/{Berlin}");
    }

    [Fact]
    public async Task Tenants_OfALocation()
    {
        const string SalesJson = """{"id":"#20","name":"Sales"}""";
        await AssertJson(
            $$"""[{{SalesJson}},{"id":"#21","name":"Support"}]""", $"{R}/locations/{Berlin}/tenants");
        await AssertJson(SalesJson, $"{R}/locations/{Berlin}/tenants/getByName/Sales");
    }

    [Fact]
    public async Task Statuses_OfATenant_AvailableFirst()
    {
        const string LunchJson = """{"id":"#31","name":"Lunch","type":"away"}""";
        var path = $"{R}/locations/getByName/Berlin/tenants/{Sales}/statuses";
        await AssertJson(
            $$"""[{"id":"#30","name":"Available","type":"available"},{{LunchJson}}]""", path);
        await AssertJson(LunchJson, path + "/getByName/Lunch");
    }

    [Fact]
    public async Task Extensions_AtAllThreePlaces_SameObject()
    {
        await AssertJson(Sales300Json, $"{R}/extensions/{Sales300}");
        await AssertJson(Sales300Json, R + "/extensions/getByName/300");
        await AssertJson(Sales300Json, $"{R}/locations/{Berlin}/tenants/{Sales}/extensions/getByName/300");
        await AssertJson($"[{Sales300Json}]", R + "/users/getByName/mikey/extensions");
        await AssertJson(Sales300Json, $"{R}/users/{Mikey}/extensions/{Sales300}");
        await AssertJson("[]", R + "/users/getByName/anna/extensions");
    }

    [Fact]
    public async Task Extensions_List_InReportOrder()
    {
        Assert.Equal([Sales20, Sales300, Sales1000, Support20], await IdsOf(R + "/extensions"));
        Assert.Equal([Sales20, Sales300, Sales1000], await IdsOf($"{R}/locations/{Berlin}/tenants/{Sales}/extensions"));
        await AssertJson("[]", $"{R}/locations/{Odd}/tenants/{Empty}/extensions");
    }

    [Fact]
    public async Task Extensions_NumberOfSeveralTenants_Is409AtTheTopAndFineBelowATenant()
    {
        var (status, body) = await Server.Send(HttpMethod.Get, R + "/extensions/getByName/20");
        Assert.Equal(409, status);
        Assert.Contains("\"member\":\"getByName\"", body, StringComparison.Ordinal);

        var below = await Server.Get($"{R}/locations/{Berlin}/tenants/{Support}/extensions/getByName/20");
        Assert.Contains(Support20.ToString(), below, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_AccountsAndSessionsOfTheService_ByName()
    {
        Server.Sessions.Add("s1", "bob", Id(0x60));
        Server.Sessions.Add("s2", "bob", Id(0x60));
        Server.Sessions.Add("s3", "mikey", Mikey);
        Server.Sessions.Add("s4", "zoe", Id(0x61), "second");
        Assert.Equal([Anna, Id(0x60), Mikey], await IdsOf(R + "/users"));
        Assert.Equal([Anna, Mikey, Id(0x61)], await IdsOf(R + "/users?service=second"));
        await AssertJson(MikeyJson, R + "/users/getByName/mikey");
        Assert.Contains("\"displayedName\":\"anna\"", await Server.Get(R + "/users/getByName/anna"), StringComparison.Ordinal);
        Assert.Contains("\"displayedName\":\"bob\"", await Server.Get(R + "/users/getByName/bob"), StringComparison.Ordinal);
        Assert.Equal(404, (await Server.Send(HttpMethod.Get, $"{R}/users/{Id(0x61)}")).Status);
        Assert.Contains("zoe", await Server.Get($"{R}/users/{Id(0x61)}?service=second"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UserStatus_OfTheBoundExtension_ElseNotThere()
    {
        await Server.Post(R + "/extensions/getByName/300/status/set", """{"status":"Lunch"}""");
        await AssertJson(
            """
            {"id":"#31","configurationId":"#31","name":"Lunch","type":"away",
            "note":"","returnTime":-1,"userCreated":false}
            """, R + "/users/getByName/mikey/status");
        Assert.Equal(404, (await Server.Send(HttpMethod.Get, R + "/users/getByName/anna/status")).Status);
        Assert.Equal(404, (await Server.Post(R + "/users/getByName/anna/status/set", "{}")).Status);
    }

    [Fact]
    public async Task Sessions_OfAllServicesAndGateways_ByUserThenId()
    {
        Server.Sessions.Add("b", "mikey", Mikey);
        Server.Sessions.Add("a", "mikey", Mikey, "second", subscriptions: 5, isLocal: false);
        Server.Sessions.Add("c/1", "anna", Anna);
        const string ThereJson =
            """
            {"id":"a","userId":"#51","username":"mikey","service":"second","remote":"ws:10.0.0.1:5000",
            "connectedAt":1700000000001,"subscriptions":5}
            """;
        await AssertJson(ThereJson, R + "/sessions/a");
        Assert.Equal(["a", "b"], await TextIdsOf(R + "/users/getByName/mikey/sessions"));
        Assert.Equal(["c/1", "a", "b"], await TextIdsOf(R + "/sessions"));
        Assert.Contains("anna", await Server.Get(R + "/sessions/c%2F1"), StringComparison.Ordinal);
        Assert.Equal(404, (await Server.Send(HttpMethod.Get, R + "/users/getByName/anna/sessions/a")).Status);
    }

    [Fact]
    public async Task Subscriptions_OfASession_AreListedInTheOrderOfTheirText()
    {
        Server.Sessions.Add("a", "mikey", SampleDirectory.Id(1), subscriptions: 3);
        string[] all = [.. Enumerable.Range(0, 3).Reverse().Select(FakeSession.Subscription)];
        Assert.Equal($"[{string.Join(',', all)}]", await Server.Get(R + "/sessions/a/subscriptions"));
        using var response = await Server.Ask(HttpMethod.Get, R + "/sessions/a/subscriptions?limit=2");
        Assert.Equal($"[{all[0]},{all[1]}]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var next = response.Headers.GetValues("Link").Single().Split('<', '>')[1];
        Assert.Equal($"[{all[2]}]", await Server.Get(next));
        Assert.Equal(404, (await Server.Send(HttpMethod.Get, R + "/sessions/b/subscriptions")).Status);
        Assert.Equal(422, (await Server.Send(HttpMethod.Get, R + "/sessions/a/subscriptions?after=-")).Status);
    }

    [Fact]
    public async Task Sessions_Stop_EndsItOnce()
    {
        Server.Sessions.Add("b", "mikey", Mikey);
        Assert.Equal(204, (await Server.Send(HttpMethod.Post, R + "/sessions/b/stop")).Status);
        Assert.Equal(["b"], Server.Sessions.Stopped);
        Assert.Equal(404, (await Server.Send(HttpMethod.Post, R + "/sessions/b/stop")).Status);
    }

    [Fact]
    public async Task Server_TellsWhatRunsAndCounts()
    {
        Server.Sessions.Add("a", "bob", Id(0x60), subscriptions: 3);
        Server.Sessions.Add("b", "bob", Id(0x60), isLocal: false);
        await AssertJson(
            """
            {"version":"0.1.0","engine":"Embedded","nodes":[{"id":"here","role":"both","startedAt":1700000000000}],
            "counts":{"sessions":2,"users":3,"subscriptions":5,"locations":2,"tenants":3,"extensions":4}}
            """, R + "/server");
    }

    [Fact]
    public async Task Configuration_Reads_HaveNoLiveState()
    {
        await AssertJson(
            """{"id":"#41","extensionNumber":"300","displayName":"Mike"}""",
            $"{LiveServer.Core}/locations/{Berlin}/tenants/{Sales}/extensions/getByName/300");
        await AssertJson(
            """
            {"id":"#51","username":"mikey","enabled":true,"displayName":"Mikey M.",
            "extensionId":"#41","roles":["manager"]}
            """, LiveServer.Core + "/users/getByName/mikey");
    }

    private async Task<IEnumerable<Guid>> IdsOf(string path) => (await TextIdsOf(path)).Select(Guid.Parse);

    private async Task<string[]> TextIdsOf(string path)
    {
        using var document = JsonDocument.Parse(await Server.Get(path));
        return [.. document.RootElement.EnumerateArray().Select(element => element.GetProperty("id").GetString()!)];
    }
}
