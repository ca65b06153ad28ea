using Orleans.Streams;
using Orleans.Streams.Core;

namespace EventPlatform.Engine.Tests;

/// <summary>Writes what it reads; an event that begins with "!" fails twice before it is taken.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class ReaderGrain : Grain, IReaderGrain, IStreamSubscriptionObserver, IAsyncObserver<Sealed>
{
    internal const string Namespace = "numbers";

    private int _failures;

    private Probe Probe => ProbeOf(this.GetPrimaryKeyLong());

    internal static Probe ProbeOf(long key) => Probe.Of($"reader {key}");

    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        Probe.Write("subscribed");
        await handleFactory.Create<Sealed>().ResumeAsync(this);
    }

    public async Task OnNextAsync(Sealed item, StreamSequenceToken? token = null)
    {
        var text = System.Text.Encoding.UTF8.GetString(item.Bytes);
        if (text.StartsWith('!') && _failures++ < 2)
        {
            Probe.Write("failed");
            throw new InvalidOperationException("not yet");
        }

        await Task.Yield();
        Probe.Write(text);
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex)
    {
        Probe.Write("error");
        return Task.CompletedTask;
    }

    public async Task Hold()
    {
        Probe.Write("held");
        await Probe.Gate();
        Probe.Write("let go");
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Write("ended");
        return Task.CompletedTask;
    }
}
