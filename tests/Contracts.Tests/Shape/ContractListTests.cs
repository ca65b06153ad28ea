namespace EventPlatform.Contracts.Tests.Shape;

public sealed class ContractListTests
{
    /// <summary>Set to write the file anew, once a change of contracts is meant.</summary>
    private const string UpdateVariable = "UPDATE_CONTRACTS";

    [Fact]
    public async Task Contracts_AsTheyAre_AreAsTheListSays()
    {
        var path = Path.Combine(FindRoot(), "docs", "contracts.txt");
        var actual = ContractList.Write();
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        var written = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var expected = written.ReplaceLineEndings("\n");
        var difference = Differences(expected, actual);
        Assert.True(
            expected == actual,
            $"Contracts differ from docs/contracts.txt. If that is meant, run this test with {UpdateVariable}=1.\n{difference}");
    }

    private static string Differences(string expected, string actual)
    {
        var before = expected.Split('\n');
        var after = actual.Split('\n');
        return string.Join('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")));
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EventPlatform.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No EventPlatform.sln above the tests.");
        }

        return directory.FullName;
    }
}
