using System.Diagnostics;
using System.Globalization;
using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Silo;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Random commands through random doors of one gateway, compared step by step with a model in memory that was written from the
/// specifications: answers, events and their order, reports.
/// </summary>
public sealed class DirectoryModelTests
{
    /// <summary>Names of the environment variables with another seed, and another number of steps.</summary>
    private const string SeedVariable = "MODEL_SEED";
    private const string StepsVariable = "MODEL_STEPS";

    private const int ComparedEvery = 250;
    private const int HistoryMax = 20;
    private readonly Queue<string> _history = [];

    [Fact]
    public async Task Commands_AtRandomDoors_DoWhatTheModelDoes()
    {
        var seed = Setting(SeedVariable, 20_261_127);
        var steps = Setting(StepsVariable, PlatformHosting.Engine == "cluster" ? 1_000 : 10_000);
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway("--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}");
        await Empty(ports);
        await using var doors = await ModelDoors.Connect(ports);

        var directory = new ModelDirectory();
        var source = new StepSource(seed, doors.CoreServerId);
        var started = Stopwatch.GetTimestamp();
        var told = 0;
        for (var number = 1; number <= steps; number++)
        {
            var difference = await Step(source.Next(directory), directory, doors, number % ComparedEvery == 0);
            Assert.True(difference is null, $"seed {seed}, step {number}:\n{string.Join('\n', _history)}\n{difference}");
            told += directory.Events.Count;
        }

        Assert.InRange(told, steps / 4, int.MaxValue);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}, {steps} steps, {told} events, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    private async Task<string?> Step(ModelStep step, ModelDirectory directory, ModelDoors doors, bool isCompared)
    {
        Remember(step.Text);
        try
        {
            var answer = await step.Send(doors);
            Remember($"  -> {answer.Text}");
            directory.Events.Clear();
            var expected = step.Apply(directory, answer.NewId);
            if (!Answers.IsOneOf(answer.Text, expected))
            {
                return $"Expected the answer\n{string.Join("\nor\n", expected)}\ngot\n{answer.Text}";
            }

            var difference = (await doors.Events()).Difference(directory.Events);
            if (difference is not null)
            {
                return difference;
            }

            await ModelComparison.Learn(directory, doors);
            return isCompared ? await ModelComparison.Of(directory, doors) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or TimeoutException or HttpRequestException or OperationCanceledException)
        {
            return $"{exception}";
        }
    }

    private void Remember(string line)
    {
        _history.Enqueue(line);
        while (_history.Count > HistoryMax)
        {
            _history.Dequeue();
        }
    }

    /// <summary>Takes away the sample directory.</summary>
    private static async Task Empty(Ports ports)
    {
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));
        foreach (var set in new[] { "users", "locations" })
        {
            var path = $"config/core/getByName/default/{set}";
            foreach (var member in (await rest.Get(path)).EnumerateArray())
            {
                await rest.Delete($"{path}/{member.Text("id")}");
            }
        }
    }

    private static int Setting(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
