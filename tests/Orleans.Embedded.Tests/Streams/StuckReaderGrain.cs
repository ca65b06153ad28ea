using System.Collections.Concurrent;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded.Tests;

public interface IStuckReaderGrain : IGrainWithStringKey;

/// <summary>What the reader with a key got, and whether it is holding on to an event.</summary>
public sealed class StuckReaderLog
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public TaskCompletionSource Release { get; } = new();
}

/// <summary>Never takes "bad", and holds on to "hold" until released.</summary>
[ImplicitStreamSubscription("stuck")]
public sealed class StuckReaderGrain(StuckReaderLog log) : Grain, IStuckReaderGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync(this);

    public async Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        log.Entries.Enqueue(item);
        if (item == "bad")
        {
            throw new FormatException("never");
        }

        if (item == "hold")
        {
            await log.Release.Task;
        }
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex)
    {
        log.Entries.Enqueue($"error {ex.Message}");
        return Task.CompletedTask;
    }
}
