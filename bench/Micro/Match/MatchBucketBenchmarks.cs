using BenchmarkDotNet.Attributes;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Bench.Micro.Match;

/// <summary>One event that everybody asked for in the same words; figures per event.</summary>
[MemoryDiagnoser]
public class MatchBucketBenchmarks
{
    private readonly CountingReceiver _receiver = new();
    private readonly SubscriptionIndex _index = new();

    [Params(1, 100, 10_000)]
    public int Subscriptions { get; set; }

    [GlobalSetup]
    public void Subscribe()
    {
        for (var subscriber = 0; subscriber < Subscriptions; subscriber++)
        {
            new Subscriber().Subscribe(_index, "*"u8);
        }

        Expect.Equal(Subscriptions, OneBucket());
    }

    /// <summary>Good for: the price of a look-up (1), and of each further subscriber (the others) without encoding for it.</summary>
    [Benchmark]
    public int OneBucket() => _receiver.Match(_index, SampleEvent.Of(SampleEvent.ObjId));
}
