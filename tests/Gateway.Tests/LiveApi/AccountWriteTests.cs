using System.Net;
using EventPlatform.Gateway.Commands;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>POST, PUT and DELETE of users (docs/protocols/live-api.md, 1 and 3).</summary>
public sealed class AccountWriteTests : LiveServerTests
{
    private const string Users = LiveServer.Core + "/users";
    private const string MikeyByName = Users + "/getByName/mikey";
    private static readonly string ById = WithIds($"{Base}/config/core/#01/users");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_NameOnly_Is204WithItsPlaceById()
    {
        using var response = await Server.Ask(HttpMethod.Post, Users, """{"username":"zoe"}""");
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));
        var zoe = Server.Replica.FindAccount("zoe")!;
        var location = response.Headers.Location!.ToString();
        Assert.Equal($"{ById}/{zoe.Id}", location);
        Assert.Equal(
            $$"""{"id":"{{zoe.Id}}","username":"zoe","enabled":true,"displayName":"zoe","extensionId":null,"roles":[]}""",
            await Server.Get(location));
    }

    [Theory]
    [InlineData("return=representation")]
    [InlineData("""respond-async, Return="representation"; x=1""")]
    public async Task Post_Prefer_Is201WithTheObjectAndItsTag(string prefer)
    {
        var body = WithIds("""{"id":"#AA","username":"zoe","password":"12345678","enabled":false,"displayName":"Z","extensionId":"#40","roles":["a"]}"""
            .Replace("#AA", "AAAAAAAA-0000-4000-8000-000000000001", StringComparison.Ordinal));
        using var response = await Server.Ask(HttpMethod.Post, Users, body, headers: ("Prefer", prefer));
        var expected = WithIds(
            """{"id":"aaaaaaaa-0000-4000-8000-000000000001","username":"zoe","enabled":false,"displayName":"Z","extensionId":"#40","roles":["a"]}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal($"{ById}/aaaaaaaa-0000-4000-8000-000000000001", response.Headers.Location?.ToString());
        using var read = await Server.Ask(HttpMethod.Get, $"{ById}/aaaaaaaa-0000-4000-8000-000000000001");
        Assert.Equal(read.Headers.ETag, response.Headers.ETag);
        Assert.Equal(["add? ", "add hash of 8"], Server.Accounts.Calls);
    }

    [Theory]
    [InlineData("return=minimal, return=representation")]
    [InlineData("representation")]
    public async Task Post_OtherPreference_Is204(string prefer)
    {
        using var response = await Server.Ask(HttpMethod.Post, Users, """{"username":"zoe"}""", headers: ("Prefer", prefer));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData(Base + "/config/core/getBySlug/default/users/")]
    [InlineData("/communication_manager/api/resource/core/getByName/default/users")]
    public async Task Post_OtherPathsToTheSet_AreTheSame(string path)
    {
        using var response = await Server.Ask(HttpMethod.Post, path, """{"username":"zoe"}""");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.StartsWith(ById, response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "username", "is missing")]
    [InlineData("""{"username":null}""", "username", "must be text")]
    [InlineData("""{"username":1}""", "username", "must be text")]
    [InlineData("""{"username":"z","id":"1"}""", "id", "must be a UUID")]
    [InlineData("""{"username":"z","id":null}""", "id", "must be a UUID")]
    [InlineData("""{"username":"z","enabled":"true"}""", "enabled", "must be true or false")]
    [InlineData("""{"username":"z","enabled":null}""", "enabled", "must be true or false")]
    [InlineData("""{"username":"z","displayName":1}""", "displayName", "must be text")]
    [InlineData("""{"username":"z","roles":"a"}""", "roles", "must be a list")]
    [InlineData("""{"username":"z","roles":["a",1]}""", "roles[1]", "must be text")]
    [InlineData("""{"username":"z","extensionId":1}""", "extensionId", "must be a UUID or null")]
    [InlineData("""{"username":"z","extensionId":"#20"}""", "extensionId", "there is no such extension")]
    [InlineData("""{"username":"z","password":null}""", "password", "must be text")]
    [InlineData("""{"username":"z","password":"1234567"}""", "password", "must have 8 to 256 characters")]
    [InlineData("""{"username":"admin","extensionId":"#20"}""", "extensionId", "there is no such extension")]
    public async Task Post_WrongValue_Is422WithTheMember(string body, string member, string reason)
    {
        Assert.Equal(
            (422, $$"""{"title":"Unprocessable Entity","status":422,"detail":"{{member}}: {{reason}}.","member":"{{member}}"}"""),
            await Server.Post(Users, WithIds(body)));
        Assert.Equal(2, Server.Replica.Accounts.Length);
    }

    [Theory]
    [InlineData("""{"username":"mikey"}""", "username", "is in use")]
    [InlineData("""{"username":"z","id":"#51"}""", "id", "is in use")]
    [InlineData("""{"username":"admin"}""", "username", "is the administrator's")]
    public async Task Post_Conflict_Is409WithTheMember(string body, string member, string reason)
    {
        Assert.Equal(
            (409, $$"""{"title":"Conflict","status":409,"detail":"{{member}}: {{reason}}.","member":"{{member}}"}"""),
            await Server.Post(Users, WithIds(body)));
        Assert.Equal(2, Server.Replica.Accounts.Length);
    }

    [Theory]
    [InlineData(255, 204)]
    [InlineData(256, 204)]
    [InlineData(257, 422)]
    public async Task Password_LengthInCharacters_IsBounded(int length, int status)
    {
        Server.Host.HttpBodyBytes = 10_000;
        var password = string.Concat(Enumerable.Repeat("\U0001F511", length));
        Assert.Equal(status, (await Server.Post(Users, $$"""{"username":"zoe","password":"{{password}}"}""")).Status);
    }

    [Fact]
    public async Task Password_RefusedForAnotherReason_IsNeitherHashedNorTold()
    {
        var (status, problem) = await Server.Post(Users, """{"username":"mikey","password":"s3cr3ts3cr3t"}""");
        Assert.Equal(409, status);
        Assert.DoesNotContain("s3cr3t", problem, StringComparison.Ordinal);
        Assert.Equal(["add? "], Server.Accounts.Calls);
    }

    [Fact]
    public async Task Password_TooManyWait_Is503AndNothingIsChanged()
    {
        Server.Host.IsOverloaded = true;
        Assert.Equal(503, (await Server.Post(Users, """{"username":"zoe","password":"12345678"}""")).Status);
        Assert.Equal(503, (await Server.Send(HttpMethod.Put, MikeyByName, """{"password":"12345678","enabled":false}""")).Status);
        Assert.Equal(["add? ", "change? "], Server.Accounts.Calls);
        Assert.Equal(204, (await Server.Post(Users, """{"username":"zoe"}""")).Status);
    }

    [Fact]
    public async Task Put_SomeMembers_ChangesThose()
    {
        Assert.Equal((204, ""), await Server.Send(HttpMethod.Put, MikeyByName, """{"username":"max","roles":[],"more":{}}"""));
        await AssertJson(
            """{"id":"#51","username":"max","enabled":true,"displayName":"Mikey M.","extensionId":"#41","roles":[]}""",
            $"{Users}/{Mikey}");
        Assert.Equal((204, ""), await Server.Send(HttpMethod.Put, $"{Users}/{Mikey}/", """{"extensionId":null,"password":"12345678"}"""));
        Assert.Null(Server.Replica.FindAccount(Mikey)!.ExtensionId);
        Assert.Equal(["change ", "change? ", "change hash of 8"], Server.Accounts.Calls);
    }

    [Fact]
    public async Task Put_WhatGetGave_Is204()
    {
        var own = await Server.Get(MikeyByName);
        Assert.Equal((204, ""), await Server.Send(HttpMethod.Put, MikeyByName, own));
        Assert.Equal(own, await Server.Get(MikeyByName));
    }

    [Theory]
    [InlineData("""{"id":"#50"}""", 422, "id: must be the object's own.")]
    [InlineData("""{"username":null}""", 422, "username: must be text.")]
    [InlineData("""{"username":"anna"}""", 409, "username: is in use.")]
    [InlineData("""{"username":"admin"}""", 409, "username: is the administrator's.")]
    public async Task Put_Refusals_NameTheMember(string body, int status, string detail)
    {
        var answer = await Server.Send(HttpMethod.Put, MikeyByName, WithIds(body));
        Assert.Equal(status, answer.Status);
        Assert.Contains(detail, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Account_IsGone()
    {
        Assert.Equal((204, ""), await Server.Send(HttpMethod.Delete, MikeyByName));
        Assert.Equal(404, (await Server.Send(HttpMethod.Delete, $"{Users}/{Mikey}")).Status);
        Assert.Equal(404, (await Server.Send(HttpMethod.Put, MikeyByName, "{}")).Status);
        Assert.Equal(["anna"], Server.Replica.Accounts.Select(account => account.Username));
    }

    [Fact]
    public async Task IfMatch_TagOfTheObject_LetsOnlyThatThrough()
    {
        using var read = await Server.Ask(HttpMethod.Get, MikeyByName);
        var tag = read.Headers.ETag!.ToString();
        foreach (var (header, status) in new[]
        {
            ("\"other\"", 412), ($"W/{tag}", 412), ("no tag", 412), ("", 412), ($"\"other\", {tag}", 204), ("*", 204), (tag, 204),
        })
        {
            Assert.Equal(status, await Change(HttpMethod.Put, "{}", header));
        }

        Assert.Equal(204, await Change(HttpMethod.Put, """{"displayName":"new"}""", tag));
        Assert.Equal(412, await Change(HttpMethod.Put, """{"displayName":"newer"}""", tag));
        Assert.Equal(412, await Change(HttpMethod.Delete, null, tag));
        Assert.Equal("new", Server.Replica.FindAccount(Mikey)!.DisplayName);
        Assert.Equal(204, await Change(HttpMethod.Delete, null, "*"));
    }

    [Fact]
    public async Task IfMatch_AnotherClientIsFaster_Is412()
    {
        using var read = await Server.Ask(HttpMethod.Get, MikeyByName);
        Server.Accounts.IsOvertaken = true;
        Assert.Equal(412, await Change(HttpMethod.Put, "{}", read.Headers.ETag!.ToString()));
        Assert.Equal(412, await Change(HttpMethod.Delete, null, read.Headers.ETag!.ToString()));
        Assert.Equal(204, await Change(HttpMethod.Put, "{}", "*"));
    }

    [Fact]
    public async Task Order_EachFaultAloneAndWithAllLaterOnes()
    {
        var large = new string('x', 1_001);
        const string Wrong = """{"username":"anna","password":""}""";
        Assert.Equal(404, await Status(HttpMethod.Put, Users + "/getByName/nobody", large, "text/plain", "\"x\""));
        Assert.Equal(405, await Status(HttpMethod.Post, MikeyByName, large, "text/plain", "\"x\""));
        Assert.Equal(412, await Status(HttpMethod.Put, MikeyByName, large, "text/plain", "\"x\""));
        Assert.Equal(413, await Status(HttpMethod.Put, MikeyByName, large, "text/plain"));
        Assert.Equal(415, await Status(HttpMethod.Put, MikeyByName, "no json", "text/plain"));
        Assert.Equal(412, await Status(HttpMethod.Put, MikeyByName, "no json", "application/json"));
        Assert.Equal(422, await Status(HttpMethod.Put, MikeyByName, "[]", "application/json"));
        Assert.Equal(422, await Status(HttpMethod.Put, MikeyByName, Wrong, "application/json"));
        Assert.Equal(409, await Status(HttpMethod.Put, MikeyByName, """{"username":"anna"}""", "application/json"));
        Assert.Equal(413, await Status(HttpMethod.Post, Users, large, "text/plain"));
        Assert.Equal(412, await Status(HttpMethod.Post, Users, "", "application/json"));
        Assert.Equal(["change "], Server.Accounts.Calls);
    }

    [Theory]
    [InlineData("DELETE", Users, "GET, HEAD, POST, OPTIONS")]
    [InlineData("PUT", Users, "GET, HEAD, POST, OPTIONS")]
    [InlineData("POST", MikeyByName, "GET, HEAD, PUT, DELETE, OPTIONS")]
    [InlineData("OPTIONS", MikeyByName, "GET, HEAD, PUT, DELETE, OPTIONS")]
    public async Task Method_NotAllowedOrOptions_TellsTheOthers(string method, string path, string allow)
    {
        using var response = await Server.Ask(new HttpMethod(method), path);
        Assert.Equal(method == "OPTIONS" ? 204 : 405, (int)response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task Failure_Unavailable_Is503WithReference()
    {
        Server.Accounts.Failure = new Failure(FailureKind.Unavailable, "REF1");
        var (status, body) = await Server.Post(Users, """{"username":"zoe"}""");
        Assert.Equal(503, status);
        Assert.Contains("a change may have been made. Reference: REF1", body, StringComparison.Ordinal);
    }

    private async Task<int> Change(HttpMethod method, string? body, string ifMatch)
    {
        using var response = await Server.Ask(method, $"{Users}/{Mikey}", body, headers: ("If-Match", ifMatch));
        return (int)response.StatusCode;
    }

    private async Task<int> Status(HttpMethod method, string path, string body, string contentType, string? ifMatch = null)
    {
        (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch)];
        using var response = await Server.Ask(method, path, body, contentType, headers);
        return (int)response.StatusCode;
    }
}
