namespace EventPlatform.Engine.Tests;

public sealed class TurnsGrain : Grain, ITurnsGrain
{
    private int _sum;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task Slow()
    {
        Probe.Write("slow begins");
        await Probe.Gate();
        Probe.Write("slow ends");
    }

    public Task Quick()
    {
        Probe.Write("quick");
        return Task.CompletedTask;
    }

    public async Task Between()
    {
        Probe.Write("between begins");
        await Task.Yield();
        Probe.Write("between ends");
    }

    public async Task HoldBetween()
    {
        Probe.Write("between held");
        await Probe.Gate();
        Probe.Write("between let go");
    }

    public Task Note(string text)
    {
        Probe.Write(text);
        return Task.CompletedTask;
    }

    public async Task Add()
    {
        var sum = _sum;
        await Task.Yield();
        _sum = sum + 1;
    }

    public Task<int> Sum() => Task.FromResult(_sum);

    public Task StartWork()
    {
        _ = Work(TaskScheduler.Current);
        return Task.CompletedTask;
    }

    public async Task CallSelf() => await GrainFactory.GetGrain<ITurnsGrain>(this.GetPrimaryKeyString()).Brief();

    public Task Brief()
    {
        Probe.Write("brief");
        return Task.CompletedTask;
    }

    public Task<string> StackTrace() => Task.FromResult(Environment.StackTrace);

    private async Task Work(TaskScheduler scheduler)
    {
        await Probe.Gate("work");
        Probe.Write(ReferenceEquals(scheduler, TaskScheduler.Current) ? "work at home" : "work abroad");
        await Task.Yield();
        Probe.Write(ReferenceEquals(scheduler, TaskScheduler.Current) ? "work still at home" : "work abroad");
    }
}
