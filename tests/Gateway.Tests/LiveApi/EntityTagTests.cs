using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class EntityTagTests : LiveServerTests
{
    private const string Extension = R + "/extensions/getByName/300";
    private const string Configured = LiveServer.Core + "/locations/getByName/Berlin/tenants/getByName/Sales/extensions/getByName/300";

    [Fact]
    public async Task ETag_ChangesExactlyWithTheJson()
    {
        var live = await TagOf(Extension);
        var configured = await TagOf(Configured);
        Assert.Equal(live, await TagOf(Extension));

        await Server.Post(Extension + "/note/set", """{"note":"x"}""");
        Assert.NotEqual(live, await TagOf(Extension));
        Assert.Equal(configured, await TagOf(Configured));

        await Server.Post(Extension + "/note/set", """{"note":""}""");
        Assert.Equal(live, await TagOf(Extension));
    }

    [Fact]
    public async Task IfNoneMatch_HeldOrNot()
    {
        var tag = await TagOf(Extension);
        Assert.Equal(304, await StatusOf(tag));
        Assert.Equal(304, await StatusOf($"\"other\", W/{tag}"));
        Assert.Equal(304, await StatusOf("*"));
        Assert.Equal(200, await StatusOf("\"other\""));
    }

    [Fact]
    public async Task Lists_HaveNone()
    {
        using var response = await Server.Client.GetAsync(R + "/extensions", TestContext.Current.CancellationToken);
        Assert.Null(response.Headers.ETag);
    }

    private async Task<string> TagOf(string path)
    {
        using var response = await Server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        var tag = response.Headers.ETag!;
        Assert.False(tag.IsWeak);
        return tag.Tag;
    }

    private async Task<int> StatusOf(string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Extension);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotNull(response.Headers.ETag);
        return (int)response.StatusCode;
    }
}
