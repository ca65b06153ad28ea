using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>A state of a grain: its value, its etag and the provider that keeps it.</summary>
internal sealed class StateFacet<TState>(string name, GrainId grainId, IGrainStorage storage) : StateFacet, IPersistentState<TState>
{
    private readonly GrainState<TState> _state = new() { State = Activator.CreateInstance<TState>() };

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken)
        => Run("read", () => storage.ReadStateAsync(name, grainId, _state, cancellationToken));

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken)
        => Run("write", () => storage.WriteStateAsync(name, grainId, _state, cancellationToken));

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken)
        => Run("clear", () => storage.ClearStateAsync(name, grainId, _state, cancellationToken));

    internal override Task Load(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    /// <summary>Grains see failures of a provider as <see cref="OrleansException"/>, as on Orleans.</summary>
    private async Task Run(string verb, Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception exception) when (exception is not OrleansException and not OperationCanceledException)
        {
            throw new OrleansException($"Error from the storage provider to {verb} {name} of {grainId}: {exception.Message}", exception);
        }
    }
}
