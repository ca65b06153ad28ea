using System.Net.Http.Headers;
using EventPlatform.Gateway.Commands;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class RefusalTests : LiveServerTests
{
    private const string Note = R + "/extensions/getByName/300/note/set";

    [Fact]
    public async Task Requests_OfOthers_GoOn()
    {
        Assert.Equal((200, "elsewhere"), await Server.Send(HttpMethod.Get, "/other"));
    }

    [Fact]
    public async Task Order_EachFaultAloneAndWithAllLaterOnes()
    {
        var large = new string('x', 1_001);
        Assert.Equal(404, (await Server.Send(HttpMethod.Delete, R + "/extensions/getByName/9/note/set", large, "text/plain")).Status);
        Assert.Equal(405, (await Server.Send(HttpMethod.Delete, Note, large, "text/plain")).Status);
        Assert.Equal(413, (await Server.Send(HttpMethod.Post, Note, large, "text/plain")).Status);
        Assert.Equal(415, (await Server.Send(HttpMethod.Post, Note, "no json", "text/plain")).Status);
        Assert.Equal(412, (await Server.Send(HttpMethod.Post, Note, "no json")).Status);
        Assert.Equal(422, (await Server.Send(HttpMethod.Post, Note, "[]")).Status);
        Assert.Equal(0, Server.Extensions.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    public async Task ContentType_Json_IsTaken(string? contentType)
    {
        Assert.Equal(204, (await Server.Send(HttpMethod.Post, Note, """{"note":"x"}""", contentType)).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("json")]
    public async Task ContentType_Other_Is415(string contentType)
    {
        Assert.Equal(415, (await Server.Send(HttpMethod.Post, Note, """{"note":"x"}""", contentType)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{'note':'x'}")]
    [InlineData("\uFEFF{\"note\":\"x\"}")]
    [InlineData("{\"note\":\"x\",}")]
    public async Task Body_NotJson_Is412(string body)
    {
        var (status, problem) = await Server.Post(Note, body);
        Assert.Equal(412, status);
        Assert.DoesNotContain("member", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_InvalidUtf8_Is412()
    {
        using var content = new ByteArrayContent([.. "{\"note\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        using var response = await Server.Client.PostAsync(Note, content, TestContext.Current.CancellationToken);
        Assert.Equal(412, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(1_000, 204)]
    [InlineData(1_001, 413)]
    public async Task Body_SizeAtTheBound_WithAndWithoutLength(int size, int expected)
    {
        var body = """{"note":"x"}""".PadRight(size);
        Assert.Equal(expected, (await Server.Post(Note, body)).Status);

        using var request = new HttpRequestMessage(HttpMethod.Post, Note) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public async Task Body_NoObject_Is422OfTheWhole(string body)
    {
        Assert.Equal(
            (422, """{"title":"Unprocessable Entity","status":422,"detail":"body: must be an object.","member":"body"}"""),
            await Server.Post(Note, body));
    }

    [Fact]
    public async Task Failure_Unavailable_Is503WithReference()
    {
        Server.Extensions.Failure = new Failure(FailureKind.Unavailable, "REF1");
        var (status, body) = await Server.Post(Note, """{"note":"x"}""");
        Assert.Equal(503, status);
        Assert.Contains("REF1", body, StringComparison.Ordinal);

        Server.Sessions.Failure = new Failure(FailureKind.Unavailable, "REF2");
        Assert.Equal(503, (await Server.Send(HttpMethod.Get, R + "/sessions")).Status);
        Assert.Equal(503, (await Server.Send(HttpMethod.Get, R + "/users")).Status);
        Assert.Equal(200, (await Server.Send(HttpMethod.Get, R + "/users/getByName/mikey")).Status);
    }

    [Fact]
    public async Task Failure_Bug_Is500WithReferenceOnly()
    {
        Server.Extensions.Exception = new InvalidOperationException("secret");
        var (status, body) = await Server.Post(Note, """{"note":"x"}""");
        Assert.Equal(500, status);
        Assert.Contains("Reference: ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }
}
