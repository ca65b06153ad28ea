namespace EventPlatform.Engine.Tests;

public sealed class CallsGrain : Grain, ICallsGrain
{
    private byte[] _bytes = [];

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task Late()
    {
        Probe.Write("late begins");
        await Probe.Gate();
        Probe.Write("done");
    }

    public async Task WaitForCancel(CancellationToken cancellationToken = default)
    {
        Probe.Write("begun");
        var scheduler = TaskScheduler.Current;
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() =>
        {
            Probe.Write(ReferenceEquals(scheduler, TaskScheduler.Current) ? "cancelled at home" : "cancelled abroad");
            cancelled.SetResult();
        });
        await cancelled.Task;
        Probe.Write("cancelled");
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task<string> CancelOther(string other)
    {
        using var source = new CancellationTokenSource();
        var waiting = GrainFactory.GetGrain<ICallsGrain>(other).WaitForCancel(source.Token);
        await Probe.Of(other).Wrote("begun");
        await source.CancelAsync();
        try
        {
            await waiting;
            return "nothing";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new KeyNotFoundException(message);
    }

    public Task ThrowAtOnce(string message) => throw new KeyNotFoundException(message);

    public async Task<string> ThrowOther(string other)
    {
        try
        {
            await GrainFactory.GetGrain<ICallsGrain>(other).Throw("from the other");
            return "nothing";
        }
        catch (KeyNotFoundException exception)
        {
            return exception.Message;
        }
    }

    public Task Keep(byte[] bytes, Box box, Sealed envelope)
    {
        _bytes = [bytes[0], box.Bytes[0], (byte)box.Number, envelope.Bytes[0]];
        Probe.Value = (bytes, box, envelope);
        return Task.CompletedTask;
    }

    public Task<byte[]> Kept() => Task.FromResult(_bytes);

    public async Task SendAndChange(string other)
    {
        byte[] bytes = [1];
        var box = new Box { Number = 1, Bytes = [1] };
        var envelope = new Sealed([1]);
        await GrainFactory.GetGrain<ICallsGrain>(other).Keep(bytes, box, envelope);
        Probe.Value = (bytes, box, envelope);
    }

    public Task<Many> Echo(Many many) => Task.FromResult(many);
}
