using BenchmarkDotNet.Attributes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Bench.Micro.Block;

/// <summary>Events into a block and out of it; figures per event of a block of 100.</summary>
[MemoryDiagnoser]
public class BlockBenchmarks
{
    private readonly Guid _publisher = new RandomIdSource().NewId();
    private byte[] _block = [];

    [GlobalSetup]
    public void Check()
    {
        _block = Write();
        Expect.Equal(SampleBlock.Events * SampleEvent.BodyBytes, Read());
    }

    /// <summary>Good for: what a publish costs between its request and the stream, the block's growing memory included.</summary>
    [Benchmark(OperationsPerInvoke = SampleBlock.Events)]
    public byte[] Write() => SampleBlock.Of(_publisher, 1, SampleBlock.Events);

    /// <summary>Good for: what each gateway pays for every event of the log before anybody is looked for who wants it.</summary>
    [Benchmark(OperationsPerInvoke = SampleBlock.Events)]
    public int Read()
    {
        var bytes = 0;
        var reader = new EventBlockReader(_block);
        while (reader.TryRead(out var record))
        {
            bytes += record.Body.Length;
        }

        return bytes;
    }
}
