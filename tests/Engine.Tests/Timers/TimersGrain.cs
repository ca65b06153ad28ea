namespace EventPlatform.Engine.Tests;

public sealed class TimersGrain : Grain, ITimersGrain
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    private IGrainTimer? _timer;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task Start(bool interleave, int periodMilliseconds)
    {
        _timer = this.RegisterGrainTimer(
            Tick,
            new GrainTimerCreationOptions
            {
                DueTime = Often,
                Period = TimeSpan.FromMilliseconds(periodMilliseconds),
                Interleave = interleave,
            });
        return Task.CompletedTask;
    }

    public Task StartFailing()
    {
        _timer = this.RegisterGrainTimer(
            static (probe, _) =>
            {
                probe.Write("failing");
                throw new InvalidOperationException("ticks may fail");
            },
            Probe,
            new GrainTimerCreationOptions { DueTime = Often, Period = Often });
        return Task.CompletedTask;
    }

    public Task ChangeToOften()
    {
        _timer!.Change(Often, Often);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        Probe.Write("stopped");
        return Task.CompletedTask;
    }

    public async Task Hold()
    {
        Probe.Write("held");
        await Probe.Gate("hold");
        Probe.Write("let go");
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        Probe.Write("tick begins");
        await Probe.Gate("tick").WaitAsync(cancellationToken);
        Probe.Write("tick ends");
    }
}
