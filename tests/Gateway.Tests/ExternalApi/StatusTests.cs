using System.Collections.Immutable;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.Replica;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Class <c>status</c> (external-api.md 8).</summary>
public class StatusTests
{
    private const string Anna =
        "{\"id\":\"bbbbbbbb-0000-4000-8000-000000000020\",\"location\":\"Berlin\",\"tenant\":\"Sales\",\"number\":\"20\","
        + "\"display_name\":\"Anna\",\"status\":\"Available\",\"note\":\"\",\"return_time\":-1,\"user\":null}";

    [Theory]
    [InlineData("""{"id":"bbbbbbbb-0000-4000-8000-000000000020","location":"nowhere"}""")]
    [InlineData("""{"location":"Berlin","tenant":"Sales","number":20}""")]
    public async Task Get_AnAddress_ShowsTheExtension(string data) => Assert.Equal(
        $$$"""{"result":"ok","data":{{{Anna}}}}""", await Ask("get", data));

    [Theory]
    [InlineData("get", "{}", 100045, "Missing field: id")]
    [InlineData("get", """{"location":"Berlin","tenant":"Sales"}""", 100045, "Missing field: id")]
    [InlineData("get", """{"id":"nope"}""", 100014, "Not found")]
    [InlineData("get", """{"id":"bbbbbbbb-0000-4000-8000-000000000021"}""", 100014, "Not found")]
    [InlineData("get", """{"location":"Berlin","tenant":"Sales","number":"21"}""", 100014, "Not found")]
    [InlineData("get", """{"location":"Rome","tenant":"Sales","number":"20"}""", 100014, "Not found")]
    [InlineData("get", """{"id":true}""", 100044, "Syntax error: id")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20"}""", 100045, "Missing field: status")]
    [InlineData("set", """{"status":"Lunch"}""", 100045, "Missing field: id")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20","status":"Nope"}""", 100046, "Invalid value: status")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20","note":"bad"}""", 100044, "Syntax error: note")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20","return_time":-2}""", 100044, "Syntax error: return_time")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20","return_time":1.0}""", 100044, "Syntax error: return_time")]
    [InlineData("set", """{"location":"Berlin","tenant":"Sales","number":"20","return_time":999}""", 100044, "Syntax error: return_time")]
    [InlineData("set", """{"id":"nobody's","return_time":253402300800000}""", 100044, "Syntax error: return_time")]
    [InlineData("set", """{"id":"nobody's","note":"a@#b"}""", 100044, "Syntax error: note")]
    [InlineData("set", """{"id":"nobody's","note":"a\u0007b"}""", 100044, "Syntax error: note")]
    [InlineData("get", """{"id":" 00000000-0000-0000-0000-000000000001"}""", 100014, "Not found")]
    [InlineData("list", """{"limit":1001}""", 100044, "Syntax error: limit")]
    [InlineData("list", """{"location":"Rome"}""", 100014, "Not found")]
    [InlineData("list", """{"tenant":"Rome"}""", 100014, "Not found")]
    public async Task Command_Wrong_IsRefused(string cmd, string data, int code, string text) =>
        Assert.Equal($$$"""{"result":"error","data":{"code":{{{code}}},"error":"{{{text}}}"}}""", await Ask(cmd, data));

    /// <summary>Whatever an extension is named by, rules by its id and by its place both count.</summary>
    [Theory]
    [InlineData("location=Berlin number=20", "", """{"location":"Berlin","tenant":"Sales","number":"20"}""", true)]
    [InlineData("number=20", "", """{"id":"bbbbbbbb-0000-4000-8000-000000000020","location":"Berlin","number":"20"}""", true)]
    [InlineData("number=20", "", """{"id":"bbbbbbbb-0000-4000-8000-000000000300","location":"Berlin","number":"20"}""", false)]
    [InlineData("location=Berlin number=20", "", """{"id":"bbbbbbbb-0000-4000-8000-000000000020"}""", false)]
    [InlineData("", "number=20", """{"id":"bbbbbbbb-0000-4000-8000-000000000020"}""", false)]
    [InlineData("", "id=bbbbbbbb-0000-4000-8000-000000000020", """{"id":"BBBBBBBB-0000-4000-8000-000000000020"}""", false)]
    [InlineData("", "id=bbbbbbbb-0000-4000-8000-000000000020", """{"location":"Berlin","tenant":"Sales","number":"20"}""", false)]
    [InlineData("", "id=bbbbbbbb-0000-4000-8000-000000000020", """{"id":"bbbbbbbb-0000-4000-8000-000000000300"}""", true)]
    public async Task Command_Rules_HoldForTheExtensionThatIsMeant(string allowed, string denied, string data, bool isAllowed)
    {
        ImmutableArray<AuthorizationRule> rules = [.. denied.Length == 0 ? [] : new[] { Rule(false, denied) }, Rule(true, allowed)];
        using var world = new ApiWorld(rules: rules);
        var client = await world.Login("anna");

        var get = await client.Request("extension", "get", data, "status");
        var set = await client.Request("extension", "set", data.Replace("}", ",\"status\":\"Lunch\"}", StringComparison.Ordinal), "status");

        Assert.Equal(isAllowed, get!.StartsWith("""{"result":"ok",""", StringComparison.Ordinal));
        Assert.Equal(isAllowed ? """{"result":"ok"}""" : """{"result":"error","data":{"code":100030,"error":"Unauthorized"}}""", set);
    }

    [Fact]
    public async Task Set_Fields_AreSetTogetherAndAnsweredOnce()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        const string Data =
            """{"location":"Berlin","tenant":"Sales","number":"20","status":"Lunch","note":"a\r\nb\rc","return_time":"1000"}""";
        Assert.Equal("""{"result":"ok"}""", await client.Request("extension", "set", Data, "status"));
        Assert.Equal((Samples.Extension, "Lunch", "a\nb\nc", 1000), world.Extensions.Last);
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
    }

    [Theory]
    [InlineData("""{"limit":2}""", "020", "300")]
    [InlineData("""{"after":"bbbbbbbb-0000-4000-8000-000000000020","tenant":"Sales","location":"Berlin"}""", "300", "000")]
    public async Task List_Paged_IsOrderedById(string data, params string[] ends)
    {
        var reply = await Ask("list", data);
        var ids = reply.Split("\"id\":\"").Skip(1).Select(part => part[33..36]);
        Assert.Equal(ends, ids);
    }

    [Fact]
    public async Task List_PastTheEnd_IsAnEmptyList() =>
        Assert.Equal("""{"result":"ok","data":[]}""", await Ask("list", """{"after":"f"}"""));

    private static async Task<string> Ask(string cmd, string data)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        return await client.Request("extension", cmd, data, "status");
    }

    // NAME=VALUE ...
    private static AuthorizationRule Rule(bool allow, string members) => new(
        new RuleSubject.Anyone(),
        allow,
        RuleKind.Command,
        [
            .. members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split('='))
                .Select(member => new RuleMember(member[0], RulePattern.Parse(member[1]))),
        ]);
}
