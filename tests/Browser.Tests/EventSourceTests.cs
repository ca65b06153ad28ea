using EventPlatform.EndToEnd.Tests;
using EventPlatform.Silo;
using EventPlatform.Testing.Clients;

namespace EventPlatform.Browser.Tests;

/// <summary>A browser follows the feed by itself (docs/protocols/event-feed.md, 5): it connects again with the id that it has.</summary>
public sealed class EventSourceTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private const string NotRecovered = """resume {"recovered":false,"type":"resume"}""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Gateway_StartsAgainOnItsPorts_BrowserIsToldThatNothingIsRecoveredAndFollowsOn()
    {
        await using var gateway = await Start();
        await using var page = await FeedPage.Open(browser, _ports.Http);
        await Publish(1, 5);
        Assert.Equal(Numbers(1, 5), await page.Lines(5));

        Assert.Equal(0, await gateway.Stop(Cancel));

        // It has tried in vain at least once.
        await page.Failed(2);
        await using var again = await Start();
        await page.Opened(2);
        Assert.Equal(Numbers(1, 5).Append(NotRecovered), await page.Lines(6));
        await Publish(6, 3);

        Assert.Equal(Numbers(1, 5).Append(NotRecovered).Concat(Numbers(6, 3)), await page.Lines(9));
    }

    [Fact]
    public async Task Connection_IsCutAgainAndAgain_BrowserShowsAllNumbersOnce()
    {
        const int Cuts = 2;
        const int Each = 200;
        await using var gateway = await Start();
        await using var relay = new TcpRelay(_ports.Http);
        await using var page = await FeedPage.Open(browser, relay.Port);
        for (var cut = 1; cut <= Cuts; cut++)
        {
            // In the middle of them, then more while nobody is there.
            var publishing = Publish((((cut - 1) * 2) * Each) + 1, Each);
            await page.Lines((((cut - 1) * 2) * Each) + 1);
            relay.Cut();
            await publishing;
            await Publish((((cut * 2) - 1) * Each) + 1, Each);
            await page.Opened(cut + 1);
        }

        await Publish((Cuts * 2 * Each) + 1, 1);
        Assert.Equal(Numbers(1, (Cuts * 2 * Each) + 1), await page.Lines((Cuts * 2 * Each) + 1));
        Assert.Equal(Cuts + 1, await page.TimesOpened());
    }

    private static IEnumerable<string> Numbers(int first, int count) => Enumerable.Range(first, count).Select(number => $"{number}");

    private Task<GatewayProcess> Start()
    {
        Assert.SkipUnless(PlatformHosting.Engine == "embedded", "The gateway alone is a whole platform only with the embedded engine.");
        return GatewayProcess.Start(_ports, Path.Combine(_folder.FullName, "store.db"), Cancel, "--Auth:Open=true");
    }

    private async Task Publish(int first, int count)
    {
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        Assert.Equal("ok", (await client.Login("publisher", null)).GetProperty("result").GetString());
        for (var number = first; number < first + count; number++)
        {
            var answer = await client.Request("core", "event", "send", new { @class = "call", type = "mark", body = new { number } });
            Assert.Equal("ok", answer.Text("result"));
        }
    }
}
