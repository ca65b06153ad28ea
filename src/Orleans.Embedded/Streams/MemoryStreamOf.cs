using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>A stream, seen by its publishers.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    private static readonly Func<T, T>? Copier = CopyRules.CopierOf<T>();

    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    /// <exception cref="InvalidOperationException">The stream holds as many events as it may.</exception>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
        => provider.Publish(streamId, Copier is null || provider.Options.SharesItems ? item : Copier(item));

    public Task OnCompletedAsync() => throw NotSupported();

    public Task OnErrorAsync(Exception ex) => throw NotSupported();

    private static NotSupportedException NotSupported() => new("Memory streams carry events only; they do not end.");
}
