using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Random commands against the grains and a plain dictionary; few names, ids and extensions, so that they meet often.</summary>
public sealed class AccountModelTests
{
    private const int Seed = 20_250_731;
    private const int Steps = 2_000;
    private const int CompareEvery = 50;
    private const int NamesMax = 30;

    private readonly Random _random = new(Seed);
    private readonly Guid[] _ids = [.. Enumerable.Range(0, 25).Select(_ => TestIds.New())];

    [Fact]
    public async Task Commands_AtRandom_DoWhatThePlainModelDoes()
    {
        await using var world = await AccountWorld.Start();
        var model = new AccountModel(await world.Number(), await world.Stored());
        var seen = new Dictionary<string, int>();
        for (var step = 1; step <= Steps; step++)
        {
            var (expected, actual, what) = await Step(world, model);
            Assert.True(Text(expected) == Text(actual), $"Step {step}, {what}: expected {Text(expected)}, got {Text(actual)}.");
            what = $"{what} {expected.Refusal?.Kind}{expected.Refusal?.Field}";
            seen[what] = seen.GetValueOrDefault(what) + 1;
            if (step % CompareEvery == 0)
            {
                await Compare(world, model, isForgotten: step % (4 * CompareEvery) == 0);
            }
        }

        // The run is worth its time only if it goes everywhere.
        string[] all =
        [
            "add ", "add Takenid", "add Takenusername", "add TakenextensionId", "rename ", "rename Takenusername", "rename NotFound",
            "password ", "enabled ", "bind ", "bind TakenextensionId", "remove ", "remove NotFound",
        ];
        Assert.Empty(all.Except(seen.Keys));
    }

    private async Task<(Outcome<AccountChanged> Expected, Outcome<AccountChanged> Actual, string What)> Step(
        AccountWorld world, AccountModel model)
    {
        var id = _ids[_random.Next(_ids.Length)];
        switch (_random.Next(8))
        {
            case 0 or 1 or 2:
                var values = Values.Named(Name()) with { Roles = ["r"], PasswordHash = _random.Next(2) == 0 ? null : $"{_random.Next()}" };
                values = _random.Next(3) == 0 ? values.Bound(world.Extensions[_random.Next(3)]) : values;
                return (model.Add(id, values), await world.Directory.AddAccount(id, values, isTrial: false), "add");
            case 3:
                return await Change("rename", Values.Named(Name()));
            case 4:
                return await Change("password", Values.None with { PasswordHash = $"{_random.Next()}" });
            case 5:
                return await Change("enabled", Values.None with { Enabled = _random.Next(2) == 0 });
            case 6:
                var number = _random.Next(4);
                return await Change("bind", Values.None.Bound(number == 3 ? null : world.Extensions[number]));
            default:
                return (model.Remove(id), await world.Directory.RemoveAccount(id, expected: null), "remove");
        }

        async Task<(Outcome<AccountChanged>, Outcome<AccountChanged>, string)> Change(string what, AccountValues change) =>
            (model.Change(id, change), await world.Change(id, change), what);
    }

    /// <summary>What the shards have, and what Directory tells gateways, is what the model has.</summary>
    private static async Task Compare(AccountWorld world, AccountModel model, bool isForgotten)
    {
        if (isForgotten)
        {
            await world.Forget();
        }

        var expected = model.ById.Values.Select(entry => entry.Account).OrderBy(account => account.Username, StringComparer.Ordinal).ToArray();
        Assert.Equal(Text(expected), Text(await world.Stored()));
        var told = await world.Directory.Accounts();
        Assert.Equal(model.Number, told.Number);
        Assert.Equal(Text(expected), Text(told.Accounts.OrderBy(account => account.Username, StringComparer.Ordinal).ToArray()));
        foreach (var (account, hash) in model.ById.Values)
        {
            Assert.Equal(hash, (await world.Find(account.Username))?.PasswordHash);
        }
    }

    /// <summary>Without the words of a refusal, which the model does not have.</summary>
    private static string Text(Outcome<AccountChanged> outcome) =>
        outcome.IsOk ? JsonSerializer.Serialize(outcome.Value) : $"{outcome.Refusal.Kind} {outcome.Refusal.Field}";

    private static string Text(Account[] accounts) => JsonSerializer.Serialize(accounts);

    private string Name() => $"name{_random.Next(NamesMax)}";
}
