using System.Text.Json;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>GET of <c>R/events</c> (docs/protocols/live-api.md, 2).</summary>
public sealed class EventHistoryTests : LiveServerTests
{
    private const string Events = R + "/events";

    [Theory]
    [InlineData("", 11, 100)]
    [InlineData("?since=11", 12, 100)]
    [InlineData("?since=1499", 1500, 1)]
    [InlineData("?since=1500", 0, 0)]
    [InlineData("?limit=1", 11, 1)]
    [InlineData("?limit=1000", 11, 1000)]
    [InlineData("?limit=1000&since=1000", 1001, 500)]
    [InlineData("?class=even", 12, 100)]
    [InlineData("?class=even&since=1400&limit=1000", 1402, 50)]
    [InlineData("?class=none", 0, 0)]
    public async Task Get_IsAListOfEvents(string query, int first, int count)
    {
        var events = JsonElement.Parse(await Server.Get(Events + query));
        Assert.Equal(count, events.GetArrayLength());
        if (count > 0)
        {
            Assert.Equal($"{first}", events[0].GetProperty("eventId").GetString());
        }
    }

    [Theory, InlineData("9"), InlineData("x"), InlineData("")]
    public async Task Get_SinceNotHeld_410(string since)
    {
        var (status, problem) = await Server.Send(HttpMethod.Get, $"{Events}?since={since}");
        Assert.Equal(410, status);
        Assert.DoesNotContain("member", problem, StringComparison.Ordinal);
    }

    [Theory, InlineData("0"), InlineData("1001"), InlineData("x")]
    public async Task Get_WrongLimit_422(string limit)
    {
        var (status, problem) = await Server.Send(HttpMethod.Get, $"{Events}?limit={limit}");
        Assert.Equal(422, status);
        Assert.Contains("\"member\":\"limit\"", problem, StringComparison.Ordinal);
    }
}
