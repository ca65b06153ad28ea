using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Bench.Micro.Match;

/// <summary>One event for one of many who each asked for an object of its own; figures per event.</summary>
[MemoryDiagnoser]
public class MatchNamesBenchmarks
{
    private const int Names = 100_000;

    /// <summary>Prime, so that all names have their turn, and none soon after its neighbour.</summary>
    private const int Step = 7_919;

    private readonly CountingReceiver _receiver = new();
    private readonly SubscriptionIndex _index = new();
    private readonly byte[][] _objIds = [.. Enumerable.Range(0, Names).Select(ObjId)];
    private int _at;

    [GlobalSetup]
    public void Subscribe()
    {
        foreach (var objId in _objIds)
        {
            new Subscriber().Subscribe(_index, objId);
        }

        Expect.Equal(1, OneOfManyNames());
    }

    /// <summary>Good for: whether a look-up gets dearer with the number of names; most of it is memory that no cache holds.</summary>
    [Benchmark]
    public int OneOfManyNames()
    {
        _at = (_at + Step) % Names;
        return _receiver.Match(_index, SampleEvent.Of(_objIds[_at]));
    }

    private static byte[] ObjId(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"line-{number:D6}"));
}
