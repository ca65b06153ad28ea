using System.Globalization;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// SIGKILL at random moments under load, over and over on the same store: all that clients were told is there after the next start, at
/// every door that shows it.
/// </summary>
public sealed class KillRoundsTests : IDisposable
{
    /// <summary>Name of the environment variable with another number of rounds.</summary>
    private const string RoundsVariable = "KILL_ROUNDS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();
    private readonly KillLedger _ledger = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Kill_AtRandomMomentsUnderLoad_EverythingAnsweredIsThere()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable(RoundsVariable) ?? "10", CultureInfo.InvariantCulture);
        var (answers, compared) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            await using (var gateway = await Start())
            {
                compared += await Compare();
                var enough = _ledger.Answers + new Random(round).Next(50, 1_500);
                var load = new KillLoad(_ports, _ledger, round).Run();
                await AnswersReach(enough, load);
                await gateway.Kill();
                await load;
            }

            Assert.InRange(_ledger.Answers, answers + 50, int.MaxValue);
            answers = _ledger.Answers;
        }

        await using var last = await Start();
        compared += await Compare();
        Assert.InRange(compared, rounds * 10, int.MaxValue);
        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds} rounds, {answers} answers, {compared} comparisons");
    }

    private Task<GatewayProcess> Start() => GatewayProcess.Start(
        _ports, Path.Combine(_folder.FullName, "store.db"), Cancel, $"--Directory:Seed={SampleDirectory.Path}");

    private async Task AnswersReach(int count, Task load)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (_ledger.Answers < count && !load.IsCompleted)
        {
            await timer.WaitForNextTickAsync(Cancel);
        }
    }

    /// <returns>How many values were compared.</returns>
    private async Task<int> Compare()
    {
        var atRest = await ReadRest();
        var atStatus = await ReadStatus();
        List<string> wrong = [];
        foreach (var thing in _ledger.Things)
        {
            var value = atRest.GetValueOrDefault(thing, KillLoad.Absent);
            wrong.AddRange(_ledger.Found(thing, value) is { } difference ? [difference] : []);
            wrong.AddRange(IsSame(thing, value, atStatus) ? [] : [$"{thing} is '{value}' at REST and not at the Status interface"]);
        }

        Assert.Empty(wrong);
        return _ledger.Things.Count();
    }

    /// <summary>Users are not to be seen at the Status interface, and of extensions only that they are there.</summary>
    private static bool IsSame(string thing, string value, Dictionary<string, string> atStatus) => thing.Split(' ') switch
    {
        ["user", _] => true,
        ["extension", var number] => atStatus.ContainsKey($"status {number}") == (value != KillLoad.Absent),
        _ => atStatus.GetValueOrDefault(thing) == value,
    };

    private async Task<Dictionary<string, string>> ReadRest()
    {
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{_ports.Http}"));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in (await rest.Get(KillLoad.Users)).EnumerateArray())
        {
            values[$"user {user.GetProperty("username").GetString()}"] = user.GetProperty("displayName").GetString()!;
        }

        foreach (var place in (await rest.Get(KillLoad.Places)).EnumerateArray())
        {
            values[$"extension {place.GetProperty("extensionNumber").GetString()}"] = place.GetProperty("displayName").GetString()!;
        }

        foreach (var extension in (await rest.Get("live/coreServers/getByName/default/extensions")).EnumerateArray())
        {
            var returnTime = Math.Max(0, extension.GetProperty("returnTime").GetInt64() / 1_000);
            Add(values, Text("extensionNumber"), Text("status"), Text("note"), returnTime.ToString(CultureInfo.InvariantCulture));

            string Text(string name) => extension.GetProperty(name).GetString()!;
        }

        return values;
    }

    private async Task<Dictionary<string, string>> ReadStatus()
    {
        using var client = await LineClient.Connect(_ports.Status);
        await client.Send("get_extension_state");
        client.EndSending();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fields in (await client.ReadToEnd()).Select(line => line.Split("@#")).Where(fields => fields[0] == "Extension"))
        {
            Add(values, fields[1], fields[2], fields[3], fields[4]);
        }

        return values;
    }

    private static void Add(Dictionary<string, string> values, string number, string status, string note, string returnTime)
    {
        values[$"status {number}"] = status;
        values[$"note {number}"] = note;
        values[$"return_time {number}"] = returnTime;
    }
}
