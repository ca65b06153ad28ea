using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Clients that change the directory at once; what each of them takes it to be the others make obsolete.</summary>
internal sealed class DirectoryWriters : IAsyncDisposable
{
    private const string Directory = "config/core/getByName/default/directory";
    private static readonly string[] Failures = ["50", "Error: Internal", "100081", "100003"];
    private readonly ModelDoors[] _doors;
    private readonly int _seed;
    private int _rounds;

    private DirectoryWriters(ModelDoors[] doors, int seed) => (_doors, _seed) = (doors, seed);

    internal static async Task<DirectoryWriters> Connect(Ports[] ports, int writers, int seed) => new(
        await Task.WhenAll(Enumerable.Range(0, writers).Select(number => ModelDoors.Connect(ports[number % ports.Length], isShared: true))),
        seed);

    /// <summary>The directory document as a gateway shows it.</summary>
    internal static async Task<JsonObject> Document(ModelDoors doors) =>
        JsonNode.Parse((await doors.Rest(HttpMethod.Get, Directory)).Text["200 ".Length..])!.AsObject();

    /// <summary>Takes everything away, until all gateways show that.</summary>
    internal static async Task Empty(params ModelDoors[] gateways)
    {
        var answer = await gateways[0].Rest(HttpMethod.Put, Directory, """{"locations":[],"users":[]}""");
        Assert.StartsWith("200 ", answer.Text, StringComparison.Ordinal);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(20));
        foreach (var doors in gateways)
        {
            while ((await Document(doors))["locations"]!.AsArray().Count > 0)
            {
                end.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Every writer sends some commands, one after the other.</summary>
    /// <param name="document">What each takes the directory to be.</param>
    /// <param name="steps">How many.</param>
    /// <param name="mayFail">
    /// Whether an outcome may stay unknown, as after the loss of a silo; who gets no answer at all goes on in the next round.
    /// </param>
    internal Task Write(JsonObject document, int steps, bool mayFail = false)
    {
        var round = _rounds++;
        return Task.WhenAll(_doors.Select((doors, number) =>
            Write(doors, document, (((_seed * 1_000) + round) * 100) + number, steps, mayFail)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var doors in _doors)
        {
            await doors.DisposeAsync();
        }
    }

    private static async Task Write(ModelDoors doors, JsonObject document, int seed, int steps, bool mayFail)
    {
        var directory = ModelDocument.Read(document);
        var source = new StepSource(seed, doors.CoreServerId);
        try
        {
            for (var number = 0; number < steps; number++)
            {
                var step = source.Next(directory);
                var answer = await Answer(step, doors);
                Assert.True(mayFail || !IsFailure(answer.Text), $"{step.Text}\n{answer.Text}");
            }
        }
        catch (Exception exception) when (mayFail && exception is TimeoutException or HttpRequestException or TaskCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(exception.Message);
        }
    }

    private static async Task<DoorAnswer> Answer(ModelStep step, ModelDoors doors)
    {
        try
        {
            return await step.Send(doors);
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException or TaskCanceledException)
        {
            throw new TimeoutException(step.Text, exception);
        }
    }

    private static bool IsFailure(string answer) =>
        Failures.Any(text => answer.StartsWith(text, StringComparison.Ordinal));
}
