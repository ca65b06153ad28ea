using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>An attached observer, whatever its events are.</summary>
internal abstract class StreamObserver
{
    internal abstract Task OnNext(object? item, StreamSequenceToken token);

    internal abstract Task OnError(Exception exception);
}

/// <summary>An attached observer of events of a type.</summary>
internal sealed class StreamObserver<T>(IAsyncObserver<T> observer) : StreamObserver
{
    internal override Task OnNext(object? item, StreamSequenceToken token) => observer.OnNextAsync((T)item!, token);

    internal override Task OnError(Exception exception) => observer.OnErrorAsync(exception);
}
