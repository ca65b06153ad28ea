using System.Text.RegularExpressions;

namespace EventPlatform.Tidy.Tests;

/// <summary>What documents name is there.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Each default of the security page is held by a test, and the page names it.</summary>
    [Fact]
    public void SecurityPage_NamesTestsThatExist()
    {
        var page = Repository.Read("docs/security.md");
        var defaults = page[page.IndexOf("## Defaults", StringComparison.Ordinal)..page.IndexOf("## Passwords", StringComparison.Ordinal)];
        var tests = string.Concat(Repository.Files("tests", ".cs").Select(Repository.Read));

        var named = TestName().Matches(defaults).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !Regex.IsMatch(tests, $@"\b{name}\b"));
    }

    /// <summary>Every setting under <c>Auth</c> that the configuration page tells is what the page of its rotation calls it.</summary>
    [Fact]
    public void SecurityPage_NamesSettingsThatExist()
    {
        var configuration = Repository.Read("docs/configuration.md");

        var named = Setting().Matches(Repository.Read("docs/security.md")).Select(match => match.Groups[1].Value).Distinct();

        Assert.DoesNotContain(named, name => !configuration.Contains(name.Split(':')[^1], StringComparison.Ordinal));
    }

    [GeneratedRegex(@"`([A-Z]\w+_\w+|[A-Z]\w+Tests)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`((?:Auth|Access|Limits|Tls|Cluster):[\w:]+)`")]
    private static partial Regex Setting();
}
