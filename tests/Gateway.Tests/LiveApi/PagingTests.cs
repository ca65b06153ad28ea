using System.Text.Json;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class PagingTests : LiveServerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Pages_OfExtensions_EachOnceInOrder(int limit)
    {
        Assert.Equal([Sales20, Sales300, Sales1000, Support20], await ReadAll($"{R}/extensions?limit={limit}"));
    }

    [Fact]
    public async Task Pages_OfUsersAndSessions_EachOnceInOrder()
    {
        Server.Sessions.Add("b", "bob", Id(0x60));
        Server.Sessions.Add("a", "bob", Id(0x60));
        Assert.Equal([Anna, Id(0x60), Mikey], await ReadAll(R + "/users?limit=1"));

        var (first, next) = await Page(R + "/sessions?limit=1");
        var (second, end) = await Page(next!);
        Assert.Equal(["a", "b"], [.. first, .. second]);
        Assert.Null(end);
    }

    [Fact]
    public async Task Link_KeepsOtherParametersAndIsAbsentAtTheEnd()
    {
        Server.Sessions.Add("s", "zoe", Id(0x61), "second");
        var (_, next) = await Page(R + "/users?service=second&limit=2");
        Assert.StartsWith(R + "/users?limit=2&after=", next, StringComparison.Ordinal);
        Assert.EndsWith("&service=second", next, StringComparison.Ordinal);
        var (last, end) = await Page(next!);
        Assert.Equal([Id(0x61).ToString()], last);
        Assert.Null(end);
        Assert.Null((await Page(R + "/users?limit=2")).Next);
    }

    [Fact]
    public async Task Pages_ObjectOfTheCursorRemoved_GoesOnBehindIt()
    {
        var (_, next) = await Page(R + "/extensions?limit=2");
        ReplaceSales(Extension(Sales20, "20"), Extension(Id(0x44), "200"), Extension(Sales1000, "1000"));
        Assert.Equal([Sales1000.ToString(), Support20.ToString()], (await Page(next!)).Ids);
    }

    [Fact]
    public async Task Pages_TenantOfTheCursorEmptied_GoesOnWithTheNext()
    {
        var (_, next) = await Page(R + "/extensions?limit=2");
        ReplaceSales();
        Assert.Equal([Support20.ToString()], (await Page(next!)).Ids);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    [InlineData("limit=")]
    [InlineData("limit=+1")]
    [InlineData("limit=1&limit=2")]
    [InlineData("after=!")]
    [InlineData("after=AAAA")]
    [InlineData("after=")]
    public async Task Query_Wrong_Is422WithTheParameter(string query)
    {
        var (status, body) = await Server.Send(HttpMethod.Get, $"{R}/extensions?{query}");
        Assert.Equal(422, status);
        Assert.Contains($"\"member\":\"{query[..query.IndexOf('=', StringComparison.Ordinal)]}\"", body, StringComparison.Ordinal);
    }

    private void ReplaceSales(params ExtensionEntry[] extensions)
    {
        lock (Server.Replica.Gate)
        {
            LocationView berlin = Server.Replica.FindLocation(Berlin)!;
            Server.Replica.Show(NewTenant(Sales, "Sales", berlin, [.. extensions]));
        }
    }

    private async Task<List<Guid>> ReadAll(string path)
    {
        List<Guid> all = [];
        for (string? next = path; next is not null;)
        {
            (var ids, next) = await Page(next);
            all.AddRange(ids.Select(Guid.Parse));
            Assert.InRange(all.Count, 1, 100);
        }

        return all;
    }

    private async Task<(string[] Ids, string? Next)> Page(string path)
    {
        using var response = await Server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        string[] ids = [.. document.RootElement.EnumerateArray().Select(element => element.GetProperty("id").GetString()!)];
        if (!response.Headers.TryGetValues("Link", out var links))
        {
            return (ids, null);
        }

        var link = Assert.Single(links);
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return (ids, link[1..link.IndexOf('>', StringComparison.Ordinal)]);
    }
}
