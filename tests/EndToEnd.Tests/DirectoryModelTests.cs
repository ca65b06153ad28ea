using System.Diagnostics;
using System.Globalization;
using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Silo;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Random commands through random doors of one gateway, compared step by step with a model in memory that was written from the
/// specifications: answers, events and their order, reports. Another gateway is compared from time to time.
/// </summary>
public sealed class DirectoryModelTests
{
    /// <summary>Names of the environment variables with another seed, and another number of steps.</summary>
    private const string SeedVariable = "MODEL_SEED";
    private const string StepsVariable = "MODEL_STEPS";

    private const int ComparedEvery = 250;
    private const int HistoryMax = 20;
    private const int LineMax = 10_000;

    /// <summary>Events of the Status interface: location, tenant, status and extension added, removed, renamed; three fields.</summary>
    private const int LineKinds = 15;

    /// <summary>Of REST; each has to come.</summary>
    private static readonly string[] Statuses = ["200", "201", "204", "404", "409", "412", "422"];

    private readonly Queue<string> _history = [];
    private readonly HashSet<string> _told = [];

    [Fact]
    public async Task Commands_AtRandomDoors_DoWhatTheModelDoes()
    {
        var seed = Setting(SeedVariable, 20_261_127);
        var steps = Setting(StepsVariable, PlatformHosting.Engine == "cluster" ? 1_000 : 10_000);
        await using var platform = await Platform.Start();
        var ports = await AddGateway(platform);
        var otherPorts = await AddGateway(platform);
        await Empty(ports);
        await using var doors = await ModelDoors.Connect(ports);
        using var other = await SecondGateway.Connect(otherPorts);

        var directory = new ModelDirectory();
        var source = new StepSource(seed, doors.CoreServerId);
        var started = Stopwatch.GetTimestamp();
        for (var number = 1; number <= steps; number++)
        {
            var difference = await Step(source.Next(directory), directory, doors);
            other.Expected.AddRange(directory.Events.Select(told => told.Line).OfType<string>());
            if (difference is null && (number % ComparedEvery == 0 || number == steps))
            {
                difference = await ModelComparison.Of(directory, doors) ?? await other.Compare(directory);
            }

            Assert.True(difference is null, $"seed {seed}, step {number}:\n{string.Join('\n', _history)}\n{difference}");
        }

        Assert.Equal(LineKinds, other.Expected.Select(line => line[..line.IndexOf("Event", StringComparison.Ordinal)]).Distinct().Count());
        Assert.Empty(Statuses.Except(_told));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}, {steps} steps, {other.Expected.Count} lines, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    private async Task<string?> Step(ModelStep step, ModelDirectory directory, ModelDoors doors)
    {
        Remember(step.Text);
        try
        {
            var answer = await step.Send(doors);
            Remember($"  -> {answer.Text}");
            _told.Add(answer.Text.Split(' ')[0]);
            directory.Events.Clear();
            var expected = step.Apply(directory, answer.NewId);
            if (!Answers.IsOneOf(answer.Text, expected))
            {
                return $"Expected the answer\n{string.Join("\nor\n", expected)}\ngot\n{answer.Text}";
            }

            var difference = (await doors.Events()).Difference(directory.Events);
            await ModelComparison.Learn(directory, doors);
            return difference;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{exception}";
        }
    }

    private void Remember(string line)
    {
        _history.Enqueue(line.Length <= LineMax ? line : line[..LineMax] + "…");
        while (_history.Count > HistoryMax)
        {
            _history.Dequeue();
        }
    }

    private static async Task<Ports> AddGateway(Platform platform) =>
        (await platform.AddGateway("--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}")).Ports;

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
