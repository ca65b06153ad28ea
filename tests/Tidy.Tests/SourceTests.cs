using System.Text.RegularExpressions;

namespace EventPlatform.Tidy.Tests;

public sealed partial class SourceTests
{
    private const int LinesMax = 300;
    private const int ColumnsMax = 140;

    // Written apart, or this file would break the rule it checks.
    private const string Reminder = "TO" + "DO";
    private const string Fold = "#" + "region";

    [Fact]
    public void Files_AreShort() =>
        None(Repository.Files(ending: ".cs").Where(path => Repository.Lines(path).Length > LinesMax));

    [Fact]
    public void Lines_AreShort() => None(LinesWith(line => line.Length > ColumnsMax, Repository.Files(ending: ".cs")));

    [Fact]
    public void Code_HasNoRemindersAndFolds() => None(LinesWith(
        line => line.Contains(Reminder, StringComparison.Ordinal) || line.TrimStart().StartsWith(Fold, StringComparison.Ordinal),
        Repository.Files(ending: ".cs")));

    [Fact]
    public void Solution_IsOne() =>
        Assert.Single(Directory.EnumerateFiles(Repository.Root), file => Path.GetExtension(file) is ".sln" or ".slnx");

    /// <summary>The repository stands alone: nothing reads what lies outside it.</summary>
    [Fact]
    public void Paths_StayInside()
    {
        var texts = Repository.Files().Where(path => path != ".ci/run" && IsText().IsMatch(path));

        None(LinesWith(line => LeadsOutside().IsMatch(line), texts));
    }

    /// <summary>Both engines take the same code; what differs stands below <c>Engines/</c>.</summary>
    [Theory]
    [InlineData("src/Contracts")]
    [InlineData("src/Grains")]
    [InlineData("src/Gateway")]
    public void Code_DoesNotKnowTheEngine(string folder)
    {
        var files = Repository.Files(folder, ".cs").Where(path => !path.Contains("/Engines/", StringComparison.Ordinal));

        None(LinesWith(line => NamesEngine().IsMatch(line), files));
    }

    [Fact]
    public void Settings_AreReadInOptionsOnly()
    {
        var files = Repository.Files("src", ".cs").Where(path =>
            !path.StartsWith("src/Orleans.Embedded/", StringComparison.Ordinal)
            && !path.Contains("/Configuration/", StringComparison.Ordinal)
            && !path.Contains("/Hosting/", StringComparison.Ordinal));

        None(LinesWith(line => ReadsSetting().IsMatch(line), files));
    }

    // All of them at once, each on its line: a collection assertion would show the first few.
    private static void None(IEnumerable<string> findings)
    {
        var found = findings.ToArray();
        if (found.Length > 0)
        {
            Assert.Fail(string.Join('\n', found));
        }
    }

    private static IEnumerable<string> LinesWith(Predicate<string> isWrong, IEnumerable<string> paths) =>
        from path in paths
        from line in Repository.Lines(path).Index()
        where isWrong(line.Item)
        select $"{path}:{line.Index + 1}";

    [GeneratedRegex(@"(\.(cs|csproj|props|targets|sln|slnx|json|md|yml|yaml|sh|sql|txt|html|js|css)|(^|/)(Dockerfile|Makefile|run))$")]
    private static partial Regex IsText();

    [GeneratedRegex(@"(?<!\w)(\.\./)+sha[r]ed\b|(?<![\w.])/wo[r]k/")]
    private static partial Regex LeadsOutside();

    [GeneratedRegex(@"^\s*#\s*if\b|\bOrleans\.Embedded\b|\bOrleansEngine\b")]
    private static partial Regex NamesEngine();

    [GeneratedRegex(@"\b[cC]onfiguration\[""|\.GetValue<|\.GetConnectionString\(|Environment\.GetEnvironmentVariable\(")]
    private static partial Regex ReadsSetting();
}
