using Microsoft.Playwright;

namespace EventPlatform.Browser.Tests;

/// <summary>
/// The system's Chromium. Where it is missing, tests that need it are skipped, or fail when <c>CI_REQUIRE_CLIENTS</c> is 1.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string RequiredVariable = "CI_REQUIRE_CLIENTS";
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,

            // The pages are ours, and the tests may be run by root, for whom there is no sandbox.
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>A window of its own that knows the realm's default credentials.</summary>
    internal async Task<IPage> Open()
    {
        if (_browser is null && Environment.GetEnvironmentVariable(RequiredVariable) == "1")
        {
            Assert.Fail("missing: chromium");
        }

        Assert.SkipWhen(_browser is null, "missing: Chromium (Debian: chromium)");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            HttpCredentials = new HttpCredentials { Username = "manager", Password = "manag3rpa55word" },
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
