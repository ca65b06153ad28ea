using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EventPlatform.Engine.Tests;

public sealed class RowGrain([PersistentState("row", Cluster.Storage)] IPersistentState<Row> row) : Grain, IRowGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Of(this.GetPrimaryKeyString()).Write("ended");
        return Task.CompletedTask;
    }

    public async Task Set(string text)
    {
        row.State.Text = text;
        row.State.Numbers = [1, 2, 3];
        row.State.Marks["mark"] = new Mark(7, text);
        await row.WriteStateAsync();
    }

    public Task<string> Get()
        => Task.FromResult($"{row.State.Text} {string.Join(',', row.State.Numbers)} {string.Join(',', row.State.Marks.Values)}");

    public Task<bool> Exists() => Task.FromResult(row.RecordExists);

    public Task Clear() => row.ClearStateAsync();

    public async Task WriteBehind(string text)
    {
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>(Cluster.Storage);
        var state = new GrainState<Row>();
        await storage.ReadStateAsync("row", this.GetGrainId(), state);
        state.State!.Text = text;
        await storage.WriteStateAsync("row", this.GetGrainId(), state);
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
