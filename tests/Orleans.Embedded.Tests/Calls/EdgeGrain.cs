namespace Orleans.Embedded.Tests;

public sealed class EdgeGrain : Grain, IEdgeGrain
{
    public Task Call() => Task.CompletedTask;

    public Task CallOther(string key) => GrainFactory.GetGrain<IOtherGrain>(key).Call();

    public Task Wait() => new TaskCompletionSource().Task;

    public Task WaitLong() => Wait();

    public Task WaitLess() => Task.CompletedTask;
}

public sealed class OtherGrain : Grain, IOtherGrain
{
    public Task Call() => Task.CompletedTask;

    public Task CallEdge(string key) => GrainFactory.GetGrain<IEdgeGrain>(key).Call();

    public Task WaitForEdge(string key) => GrainFactory.GetGrain<IEdgeGrain>(key).Wait();
}
