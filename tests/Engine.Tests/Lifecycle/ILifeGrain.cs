namespace EventPlatform.Engine.Tests;

[Alias("test.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Which activation of this key answers, from 1.</summary>
    [Alias("Activation")]
    Task<int> Activation();

    [Alias("End")]
    Task End();

    /// <summary>Asks for its end, then waits at the gate.</summary>
    [Alias("EndAtGate")]
    Task EndAtGate();
}

[Alias("test.IShortGrain")]
public interface IShortGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();
}

[Alias("test.ISlowStartGrain")]
public interface ISlowStartGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();

    [Alias("Between"), AlwaysInterleave]
    Task Between();

    /// <summary>Ends the activation, whose hook fails.</summary>
    [Alias("End")]
    Task End();
}

[Alias("test.IFailingGrain")]
public interface IFailingGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();
}

[Alias("test.IIdleGrain")]
public interface IIdleGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();
}

[Alias("test.IKeptGrain")]
public interface IKeptGrain : IGrainWithStringKey
{
    [Alias("Call")]
    Task Call();
}

[Alias("test.ITickingGrain")]
public interface ITickingGrain : IGrainWithStringKey
{
    [Alias("Tick")]
    Task Tick(bool keepAlive);
}
