using System.Text;
using EventPlatform.Gateway.LiveApi.Documents;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class DirectoryExportTests : LiveServerTests
{
    private const string Path = LiveServer.Core + "/directory";

    private const string Statuses =
        """[{"id":"#30","name":"Available","type":"available"},"""
        + """{"id":"#31","name":"Lunch","type":"away"}]""";

    [Fact]
    public async Task Export_Everything_InReportOrder()
    {
        await Server.Post(R + "/users/getByName/mikey/status/set", """{"name":"Lunch","note":"a\nb","returnTime":5000}""");
        await AssertJson(Expected(annaHash: "", mikeyHash: ""), Path);
        await AssertJson(Expected(annaHash: "", mikeyHash: ""), Path + "?secrets=false");
    }

    [Fact]
    public async Task Export_WithSecrets_HasHashes()
    {
        await Server.Post(R + "/users/getByName/mikey/status/set", """{"name":"Lunch","note":"a\nb","returnTime":5000}""");
        await AssertJson(
            Expected(annaHash: ",\"passwordHash\":null", mikeyHash: ",\"passwordHash\":\"AQID\""), Path + "?secrets=true");
    }

    [Fact]
    public async Task Export_ReadAgain_IsTheDirectory()
    {
        var json = await Server.Get("/communication_manager/api/resource/core/getByName/default/directory/?secrets=true");
        var reading = DirectoryDocumentReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Null(reading.Problem);
        Assert.False(reading.HasPasswords);
        Assert.Empty(reading.Ignored);
        Assert.Equal(["Berlin", "a/b +%"], reading.Document!.Locations!.Value.Select(location => location.Name));
        Assert.Equal("AQID", reading.Document.Users!.Value[1].PasswordHash);
    }

    [Fact]
    public async Task Document_Methods_AreGetAndPut()
    {
        using var options = await Server.Ask(HttpMethod.Options, Path);
        Assert.Equal("GET, HEAD, PUT, OPTIONS", string.Join(", ", options.Content.Headers.Allow));
        Assert.Equal(405, (await Server.Send(HttpMethod.Post, Path, "{}")).Status);
        Assert.Equal(200, (await Server.Send(HttpMethod.Head, Path)).Status);
    }

    private static string Expected(string annaHash, string mikeyHash) =>
        $$"""
        {"version":1,"locations":[
        {"id":"#10","name":"Berlin","tenants":[
        {"id":"#20","name":"Sales","statuses":{{Statuses}},"extensions":[
        {"id":"#40","extensionNumber":"20","displayName":"20","status":"Available","note":"","returnTime":-1},
        {"id":"#41","extensionNumber":"300","displayName":"Mike","status":"Lunch","note":"a\nb","returnTime":5000},
        {"id":"#42","extensionNumber":"1000","displayName":"1000","status":"Available","note":"","returnTime":-1}]},
        {"id":"#21","name":"Support","statuses":{{Statuses}},"extensions":[
        {"id":"#43","extensionNumber":"20","displayName":"20","status":"Available","note":"","returnTime":-1}]}]},
        {"id":"#11","name":"a/b +%","tenants":[
        {"id":"#22","name":"Ümlaut","statuses":{{Statuses}},"extensions":[]}]}],
        "users":[
        {"id":"#50","username":"anna","displayName":"","enabled":false,"roles":[],"extensionId":null{{annaHash}}},
        {"id":"#51","username":"mikey","displayName":"Mikey M.","enabled":true,"roles":["manager"],
        "extensionId":"#41"{{mikeyHash}}}]}
        """;
}
