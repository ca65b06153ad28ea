using BenchmarkDotNet.Attributes;
using EventPlatform.Bench.Micro.Block;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Bench.Micro.Engine;

/// <summary>Grains and streams on the engine of this build, one caller; figures per call and per block.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    /// <summary>One after the other, so that waking the benchmark's own thread weighs little.</summary>
    private const int Rounds = 256;

    /// <summary>As the gateway's reader asks.</summary>
    private const int PageBytes = 1024 * 1024;

    private readonly Guid _publisher = new RandomIdSource().NewId();
    private PlatformHost _platform = null!;
    private LogPosition _position = LogPosition.End;
    private long _number;

    [GlobalSetup]
    public void Start() => StartAndCheck().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void End() => _platform.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Good for: the least that a call of a grain costs, there and back.</summary>
    [Benchmark(OperationsPerInvoke = Rounds)]
    public async Task<int> Call()
    {
        var count = 0;
        for (var round = 0; round < Rounds; round++)
        {
            count += await _platform.Log.Has(_publisher, 1) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Good for: the latency that stream and log add to a lone event, until a gateway's waiting read has it.</summary>
    [Benchmark(OperationsPerInvoke = Rounds)]
    public Task<int> HopOfOne() => Hops(1);

    /// <summary>Good for: the same for a block of 100 events, its making included (see Block).</summary>
    [Benchmark(OperationsPerInvoke = Rounds)]
    public Task<int> HopOfHundred() => Hops(SampleBlock.Events);

    private async Task StartAndCheck()
    {
        _platform = await PlatformHost.Start();
        var page = await _platform.Log.Read(_position, PageBytes);
        _position = page.Next;
        Expect.Equal(1, await Hop(1));
        Expect.Equal(1, await _platform.Log.Has(_publisher, 1) ? 1 : 0);
    }

    private async Task<int> Hops(int events)
    {
        var blocks = 0;
        for (var round = 0; round < Rounds; round++)
        {
            blocks += await Hop(events);
        }

        return blocks;
    }

    /// <summary>A read waits; a block is published; done when both have ended and the block was read.</summary>
    private async Task<int> Hop(int events)
    {
        var reading = _platform.Log.Read(_position, PageBytes);
        await _platform.Stream.OnNextAsync(SampleBlock.Of(_publisher, ++_number, events));
        var page = await reading;
        while (page.Blocks.IsEmpty)
        {
            page = await _platform.Log.Read(page.Next, PageBytes);
        }

        _position = page.Next;
        return page.Blocks.Length;
    }
}
