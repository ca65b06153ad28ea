using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class PathTests : LiveServerTests
{
    [Theory]
    [InlineData(R + "/locations/getByName/Berlin/")]
    [InlineData(R + "/locations/getBySlug/Berlin")]
    [InlineData(R + "/locations/getByName/%42erlin")]
    [InlineData(R + "/locations/00000000-0000-4000-8000-000000000010?x=%")]
    [InlineData(R + "/locations/getByName/a%2Fb%20+%25")]
    [InlineData(R + "/locations/getByName/a%2fb%20%2B%25/tenants/getByName/%C3%9Cmlaut")]
    [InlineData(R + "/user/getByName/mikey/status")]
    [InlineData(Base + "/config/server/coreServers")]
    [InlineData("/communication_manager/api/resource/server/coreServers/")]
    [InlineData("/communication_manager/api/resource/core/00000000-0000-4000-8000-000000000001/users")]
    [InlineData("http://x" + R + "/locations")]
    public async Task Raw_PathOfAnObject_Is200(string target)
    {
        Assert.StartsWith("HTTP/1.1 200 OK", await Server.Raw("GET", target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Base)]
    [InlineData(Base + "/")]
    [InlineData(Base + "/live")]
    [InlineData(Base + "//live/coreServers")]
    [InlineData(Base + "/live/coreServers//")]
    [InlineData(Base + "/Live/coreServers")]
    [InlineData(Base + "/config/core")]
    [InlineData(Base + "/live/coreServers/default")]
    [InlineData(R + "/nothing")]
    [InlineData(R + "/locations/getByName")]
    [InlineData(R + "/locations/getByName/berlin")]
    [InlineData(R + "/locations/getByName/a/b%20+%25")]
    [InlineData(R + "/locations/getByName/a%252Fb%20+%25")]
    [InlineData(R + "/locations/getByName/Berlin%")]
    [InlineData(R + "/locations/getByName/Berlin%4")]
    [InlineData(R + "/locations/getByName/%zzBerlin")]
    [InlineData(R + "/locations/getByName/%C3%28")]
    [InlineData(R + "/locations/00000000000040008000000000000010")]
    [InlineData(R + "/extensions/getByName/300/status")]
    [InlineData(R + "/extensions/getByName/300/status/set/more")]
    [InlineData(R + "/locations/getByName/Berlin/tenants/00000000-0000-4000-8000-000000000022")]
    [InlineData("/communication_manager/api/resource")]
    public async Task Raw_PathOfNothing_Is404(string target)
    {
        var response = await Server.Raw("GET", target);
        Assert.StartsWith("HTTP/1.1 404 Not Found", response, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", response, StringComparison.Ordinal);
        Assert.Contains("{\"title\":\"Not Found\",\"status\":404,\"detail\":\"", response, StringComparison.Ordinal);
        Assert.DoesNotContain("\"member\"", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/communication_manager/restful")]
    [InlineData("/communication_manager/ws/event")]
    [InlineData("/communication_manager/api/resources")]
    public async Task Raw_PathOfOthers_GoesOn(string target)
    {
        Assert.EndsWith("elsewhere\r\n0\r\n\r\n", await Server.Raw("GET", target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Methods_HeadOptionsAndOthers()
    {
        var list = R + "/locations";
        Assert.StartsWith("HTTP/1.1 200 OK", await Server.Raw("HEAD", list), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", await Server.Raw("HEAD", $"{list}/{Berlin}"), StringComparison.Ordinal);

        var options = await Server.Raw("OPTIONS", list);
        Assert.StartsWith("HTTP/1.1 204 No Content", options, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, HEAD, OPTIONS\r\n", options, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404", await Server.Raw("OPTIONS", list + "/no"), StringComparison.Ordinal);

        var set = await Server.Raw("GET", R + "/extensions/getByName/300/note/set");
        Assert.StartsWith("HTTP/1.1 405 Method Not Allowed", set, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: POST, OPTIONS\r\n", set, StringComparison.Ordinal);
    }
}
