using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded.Tests;

[ImplicitStreamSubscription("peers")]
public sealed class PeerGrain([PersistentState("peer", "state")] IPersistentState<PeerState> state, Trace trace)
    : Grain, IPeerGrain, IStreamSubscriptionObserver, IAsyncObserver<int>
{
    internal const int Count = 3;

    private string Name => $"peer {this.GetPrimaryKeyLong()}";

    public Task Start()
    {
        this.RegisterGrainTimer(
            _ =>
            {
                trace.Write($"{Name} ticks");
                return Task.CompletedTask;
            },
            TimeSpan.FromMilliseconds(10),
            TimeSpan.FromMilliseconds(10));
        return Task.CompletedTask;
    }

    public async Task Pass(int left)
    {
        state.State.Count++;
        await state.WriteStateAsync();
        trace.Write($"{Name} passes {left}, {state.State.Count}");
        await Publish(left);
        if (left > 0)
        {
            // Not awaited: the ring may come back here.
            _ = GrainFactory.GetGrain<IPeerGrain>((this.GetPrimaryKeyLong() + 1) % Count).Pass(left - 1);
        }
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<int>().ResumeAsync(this);

    public async Task OnNextAsync(int item, StreamSequenceToken? token = null)
    {
        await Task.Yield();
        trace.Write($"{Name} reads {item}");
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    private Task Publish(int left)
        => this.GetStreamProvider("events")
            .GetStream<int>(StreamId.Create("peers", (this.GetPrimaryKeyLong() + 2) % Count)).OnNextAsync(left);
}
