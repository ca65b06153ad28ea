namespace EventPlatform.Engine.Tests;

[Alias("test.ITurnsGrain")]
public interface ITurnsGrain : IGrainWithStringKey
{
    /// <summary>Writes "slow begins", waits at the gate, writes "slow ends".</summary>
    [Alias("Slow")]
    Task Slow();

    [Alias("Quick")]
    Task Quick();

    [Alias("Between"), AlwaysInterleave]
    Task Between();

    /// <summary>Writes "between held", waits at the gate, writes "between let go".</summary>
    [Alias("HoldBetween"), AlwaysInterleave]
    Task HoldBetween();

    [Alias("Note")]
    Task Note(string text);

    /// <summary>Adds one to a field, with an await in the middle.</summary>
    [Alias("Add")]
    Task Add();

    [Alias("Sum")]
    Task<int> Sum();

    /// <summary>Starts work without awaiting it; the work goes on after the gate "work".</summary>
    [Alias("StartWork")]
    Task StartWork();

    [Alias("CallSelf")]
    Task CallSelf();

    [Alias("Brief"), ResponseTimeout("00:00:01")]
    Task Brief();

    [Alias("StackTrace")]
    Task<string> StackTrace();
}
