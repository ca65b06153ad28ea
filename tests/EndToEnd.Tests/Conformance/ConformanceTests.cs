using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Running;

namespace EventPlatform.EndToEnd.Tests.Conformance;

/// <summary>
/// The External API, the Live and Configuration API and the Status interface as their exchange files describe them, over every transport
/// against real gateways. README.md beside the files explains their form.
/// </summary>
[Collection(ConformanceCollection.Name)]
public sealed class ConformanceTests(ConformanceHosts hosts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>File, scenario, transport.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string>> Exchanges() =>
        from file in ExchangeFile.Names().Select(ExchangeFile.Read)
        from scenario in file.Scenarios
        from column in scenario.Columns()
        select new TheoryDataRow<string, string, string>(file.Name, scenario.Name, column.Name)
        {
            TestDisplayName = $"{file.Name}: {scenario.Name} ({column.Name})",
            Traits = { ["File"] = [Path.GetFileName(file.Name)] },
        };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Exchange_GoesAsWritten(string file, string scenario, string transport)
    {
        var exchanges = ExchangeFile.Read(file);
        var what = exchanges.Scenarios.Single(one => one.Name == scenario);
        var column = what.Columns().Single(one => one.Name == transport);
        await using var run = new ScenarioRun(exchanges, what, column, await hosts.For(what.Options), hosts.NextRun(), Patience);
        await run.Run();
    }
}
