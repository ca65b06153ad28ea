namespace Orleans.Embedded.Tests;

/// <summary>Three of them call each other in a ring, tick, write states and read a stream.</summary>
public interface IPeerGrain : IGrainWithIntegerKey
{
    Task Start();

    Task Pass(int left);
}

public sealed class PeerState
{
    public int Count { get; set; }
}
