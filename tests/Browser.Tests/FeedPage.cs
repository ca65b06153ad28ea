using Microsoft.Playwright;

namespace EventPlatform.Browser.Tests;

/// <summary>A plain page that follows the feed and notes what it is told.</summary>
internal sealed class FeedPage : IAsyncDisposable
{
    private const string Path = "/follow.html";

    /// <summary>Of the same origin as the feed, which has no other origins let in. It keeps what it notes as lines of text.</summary>
    private const string Html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Feed</title></head>
        <body>
        <script>
          const lines = [];
          let opened = 0;
          let failed = 0;
          const feed = new EventSource('/communication_manager/sse/event?filter=type:mark');
          feed.onopen = () => opened++;
          feed.onerror = () => failed++;
          feed.onmessage = message => {
            const told = JSON.parse(message.data);
            lines.push(told.eventId === message.lastEventId ? `${told.number}` : `${told.number} under ${message.lastEventId}`);
          };
          feed.addEventListener('resume', message => lines.push(`resume ${message.data}`));
        </script>
        </body>
        </html>
        """;

    private static readonly float Patience = (float)TimeSpan.FromSeconds(30).TotalMilliseconds;
    private readonly IPage _page;

    private FeedPage(IPage page) => _page = page;

    /// <summary>Opens it and waits until it follows the feed.</summary>
    /// <param name="browser">Shows it.</param>
    /// <param name="port">Of the feed, on this machine.</param>
    internal static async Task<FeedPage> Open(Chromium browser, int port)
    {
        var page = new FeedPage(await browser.Open());
        await page._page.RouteAsync(
            $"**{Path}", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = Html }));
        await page._page.GotoAsync($"http://127.0.0.1:{port}{Path}");
        await page.Opened(1);
        return page;
    }

    /// <summary>Waits until the browser has connected so many times.</summary>
    internal Task Opened(int times) => Until($"opened >= {times}");

    /// <summary>Waits until the browser has lost its connection, or failed to connect again, so many times.</summary>
    internal Task Failed(int times) => Until($"failed >= {times}");

    /// <summary>Waits until so many lines are there.</summary>
    /// <returns>All that are there.</returns>
    internal async Task<string[]> Lines(int count)
    {
        await Until($"lines.length >= {count}");
        return await _page.EvaluateAsync<string[]>("lines");
    }

    /// <summary>How often the browser has connected.</summary>
    internal Task<int> TimesOpened() => _page.EvaluateAsync<int>("opened");

    public async ValueTask DisposeAsync() => await _page.Context.CloseAsync();

    /// <summary>A browser that has given up does not come back by itself.</summary>
    private async Task Until(string condition)
    {
        try
        {
            await _page.WaitForFunctionAsync(
                $"feed.readyState === EventSource.CLOSED || {condition}", null, new PageWaitForFunctionOptions { Timeout = Patience });
            Assert.True(await _page.EvaluateAsync<bool>(condition), $"The browser has given up; {await State()}");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It never came to be that {condition}; {await State()}");
        }
    }

    private Task<string> State() => _page.EvaluateAsync<string>("`opened ${opened}, failed ${failed}, lines: ${lines.join(', ')}`");
}
