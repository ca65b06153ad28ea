using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.LiveApi.OpenApi;
using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Tests.Hosting;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>The browsable page, and what stands before it.</summary>
public sealed partial class DocsPageTests : LiveServerTests
{
    private const string Page = LiveServer.Base + "/docs/index.html";

    private static readonly GatewayParts Parts = new() { MapEndpoints = DocsPage.Use };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AndAllThatItLoads_ComesFromHere()
    {
        var html = await Text(Page);
        var loaded = Loaded().Matches(html).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(loaded);
        foreach (var file in loaded)
        {
            Assert.DoesNotContain(':', file);
            Assert.NotEqual("", await Text(new Uri(new Uri("http://x" + Page), file).PathAndQuery));
        }

        var settings = await Text(LiveServer.Base + "/docs/index.js");
        Assert.Contains($"\"urls\":[{{\"url\":\"{LiveServer.Base}/openapi.json\"", settings, StringComparison.Ordinal);
        Assert.Contains("\"validatorUrl\":\"none\"", settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutCredentials_Is401()
    {
        await using var gateway = await RunningGateway.Start(Parts);
        Assert.Equal(HttpStatusCode.Unauthorized, await RunningGateway.Status(gateway.Http(Page)));
        Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status(gateway.Http(Page), "manager:manag3rpa55word"));
    }

    /// <summary>What the door answers before the path is looked at.</summary>
    [Theory]
    [InlineData("127.0.0.1", 401)]
    [InlineData("127.0.0.2", 403)]
    [InlineData("127.0.0.1", 429)]
    public async Task Door_Refusals_AreProblemsAsDocumented(string listed, int status)
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Access:Http:0", listed), ("Limits:HttpRequestsPerSecond", "1"));
        var credentials = status == 429 ? "manager:manag3rpa55word" : null;
        HttpResponseMessage response;
        do
        {
            response = await RunningGateway.Send(gateway.Http(Page), credentials);
        }
        while (status == 429 && response.StatusCode == HttpStatusCode.OK);

        using (response)
        {
            var document = JsonElement.Parse(await Server.Get(LiveServer.Base + "/openapi.json"));
            var answer = document.GetProperty("components").GetProperty("responses").GetProperty(RefusalAnswer.Of(status).Name);
            var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel));
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(LiveApiJson.ProblemType, response.Content.Headers.ContentType?.MediaType);
            Assert.Empty(new SchemaChecker(document).Check(problem, DocumentedOperation.SchemaOf(answer)));
        }
    }

    private async Task<string> Text(string path)
    {
        using var response = await Server.Client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    [GeneratedRegex(@"(?:src|href)=""([^""]+)""")]
    private static partial Regex Loaded();
}
