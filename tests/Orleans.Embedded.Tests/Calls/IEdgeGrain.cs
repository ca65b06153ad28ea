namespace Orleans.Embedded.Tests;

public interface IEdgeGrain : IGrainWithStringKey
{
    Task Call();

    Task CallOther(string key);

    [ResponseTimeout("00:00:03")]
    Task Wait();

    Task WaitLong();

    [ResponseTimeout("00:00:01")]
    Task WaitLess();
}

public interface IOtherGrain : IGrainWithStringKey
{
    Task Call();

    Task CallEdge(string key);

    Task WaitForEdge(string key);
}
