using System.Diagnostics;
using System.Globalization;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

/// <summary>
/// 100 callers, each waiting for its answer before it calls again, and 100 grains. ENGINE_SPEED_RUNS=5 measures: the median of five runs.
/// </summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Callers = 100;
    private const int CallsPerSecondMin = 200_000;

    [Fact]
    public async Task Calls_FromManyCallersToManyGrains_AreFast()
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("ENGINE_SPEED_RUNS") ?? "1", CultureInfo.InvariantCulture);
        await using var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        var grains = Enumerable.Range(0, Callers).Select(key => cluster.Client.GetGrain<ISpeedGrain>(key)).ToArray();
        await Measure(grains, 1_000);
        var rates = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            rates.Add(await Measure(grains, runs == 1 ? 4_000 : 40_000));
        }

        rates.Sort();
        var median = rates[rates.Count / 2];
        output.WriteLine($"{median:N0} calls/s ({string.Join(", ", rates.Select(rate => rate.ToString("N0", CultureInfo.InvariantCulture)))})");
        Assert.True(median >= CallsPerSecondMin, $"{median:N0} calls/s");
    }

    private static async Task<double> Measure(ISpeedGrain[] grains, int callsPerCaller)
    {
        var item = new SpeedItem(1, "one");
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(grains.Select(grain => Task.Run(
            async () =>
            {
                for (var i = 0; i < callsPerCaller; i++)
                {
                    await grain.Take(item, "text");
                }
            },
            TestContext.Current.CancellationToken)));
        return (double)grains.Length * callsPerCaller / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
