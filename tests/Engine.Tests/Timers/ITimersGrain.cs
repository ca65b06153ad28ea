namespace EventPlatform.Engine.Tests;

[Alias("test.ITimersGrain")]
public interface ITimersGrain : IGrainWithStringKey
{
    /// <summary>Ticks of this timer write "tick begins", pass the gate "tick" and write "tick ends".</summary>
    [Alias("Start")]
    Task Start(bool interleave, int periodMilliseconds);

    [Alias("StartFailing")]
    Task StartFailing();

    [Alias("ChangeToOften")]
    Task ChangeToOften();

    [Alias("Stop")]
    Task Stop();

    [Alias("Hold")]
    Task Hold();
}
