using Orleans.Storage;

namespace Orleans.Embedded.Tests;

/// <summary>
/// Random writes to a store on an unreliable disk, and what each of them was answered: what is answered must be there, what failed may be.
/// </summary>
internal sealed class StoreRun(int seed)
{
    private const int KeysMax = 20;
    private const int TextMax = 30_000;
    private readonly Random _random = new(seed);
    private readonly GrainState<StoredState>[] _states = [.. Enumerable.Range(0, KeysMax).Select(_ => new GrainState<StoredState>())];
    private readonly string?[] _answered = new string?[KeysMax];
    private readonly List<string?>[] _possible = [.. Enumerable.Range(0, KeysMax).Select(_ => new List<string?>())];

    internal int Answers { get; private set; }

    /// <summary>Writes groups of states until the storage fails, or so many groups.</summary>
    internal async Task Write(IGrainStorage storage, int groups, Action onAnswered)
    {
        var hasFailed = false;
        for (var group = 0; group < groups && !hasFailed; group++)
        {
            var keys = Enumerable.Range(0, KeysMax).Where(_ => _random.Next(4) == 0).ToArray();
            await Task.WhenAll(keys.Select(async key => hasFailed |= !await IsWritten(storage, key, onAnswered)));
        }
    }

    /// <summary>Keys whose answered value is not there.</summary>
    internal async Task<List<int>> Lost(IGrainStorage storage)
    {
        List<int> lost = [];
        for (var key = 0; key < KeysMax; key++)
        {
            var state = new GrainState<StoredState>();
            await storage.ReadStateAsync("state", Id(key), state);
            var text = state.RecordExists ? state.State!.Text : null;
            if (text != _answered[key] && !_possible[key].Contains(text))
            {
                lost.Add(key);
            }
        }

        return lost;
    }

    private static GrainId Id(int key) => GrainId.Create("stored", $"{key}");

    private async Task<bool> IsWritten(IGrainStorage storage, int key, Action onAnswered)
    {
        var state = _states[key];
        var text = _random.Next(8) == 0 ? null : new string((char)('a' + _random.Next(26)), _random.Next(TextMax));
        _possible[key].Add(text);
        try
        {
            if (text is null)
            {
                await storage.ClearStateAsync("state", Id(key), state);
            }
            else
            {
                state.State = new StoredState { Text = text };
                await storage.WriteStateAsync("state", Id(key), state);
            }
        }
        catch (OrleansException)
        {
            return false;
        }

        onAnswered();
        Answers++;
        _answered[key] = text;
        _possible[key].Clear();
        return true;
    }
}
