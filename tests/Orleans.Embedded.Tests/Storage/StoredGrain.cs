namespace Orleans.Embedded.Tests;

public sealed class StoredGrain([PersistentState("stored", "state")] IPersistentState<StoredState> state) : Grain, IStoredGrain
{
    public Task Set(string text)
    {
        var item = new StoredItem(text.Length, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1));
        state.State = new StoredState { Text = text, Bytes = [1, 2], Items = [item], ById = { [Guid.Empty] = [item] } };
        return state.WriteStateAsync();
    }

    public Task<string> Get()
    {
        var stored = state.State;
        return Task.FromResult($"{stored.Text} {stored.Bytes.Length} {stored.Items.Length} {stored.ById.Count} {state.RecordExists}");
    }

    public Task Clear() => state.ClearStateAsync();

    public Task<string?> Etag() => Task.FromResult(state.Etag);
}
