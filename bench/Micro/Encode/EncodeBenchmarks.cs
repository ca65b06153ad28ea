using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using EventPlatform.Bench.Micro.Block;
using EventPlatform.Contracts;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>One event to 100 subscribers; figures per event, so a hundredth of them per delivery.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private const int Subscribers = 100;

    /// <summary>Events that are queued before the writers are waited for, as those of one block are.</summary>
    private const int Events = 32;

    private readonly ApiFrontEnd _frontEnd = new();
    private readonly EncodedEvent _event;
    private byte[] _block = [];
    private ApiSession[] _sessions = [];

    public EncodeBenchmarks() => _event = new EncodedEvent(_frontEnd.Index);

    [GlobalSetup(Target = nameof(Queue))]
    public void SubscribeClosed()
    {
        Subscribe(isBodyGiven: false);
        foreach (var session in _sessions)
        {
            // From now on it takes events and drops them: no writer runs.
            session.Connection.Close(CloseCode.Normal);
        }

        Expect.Equal(Subscribers, Queue());
    }

    [GlobalSetup(Target = nameof(QueueAndWrite))]
    public void SubscribePlain()
    {
        Subscribe(isBodyGiven: false);
        CheckWritten(DeliverAll);
    }

    [GlobalSetup(Target = nameof(RunAndWrite))]
    public void SubscribePlainForRuns()
    {
        Subscribe(isBodyGiven: false);
        _block = SampleBlock.Of(new RandomIdSource().NewId(), 1, Events);
        CheckWritten(RunAndWrite);
    }

    [GlobalSetup(Target = nameof(MergeAndWrite))]
    public void SubscribeWithBodies()
    {
        Subscribe(isBodyGiven: true);
        CheckWritten(DeliverAll);
    }

    [GlobalCleanup]
    public void End() => _frontEnd.Dispose();

    /// <summary>Good for: one encoding, and 100 times the way from a match into a connection's queue, without what writes it.</summary>
    [Benchmark]
    public int Queue() => _event.Deliver(SampleEvent.Of(SampleEvent.ObjId));

    /// <summary>Good for: the same with the writers, to the last byte of the frames, but without sockets.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public Task<int> QueueAndWrite() => DeliverAll();

    /// <summary>Good for: what it saves to hand over the events of a block as one run.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<int> RunAndWrite()
    {
        var count = _event.DeliverBlock(_block);
        await WaitSent();
        return count;
    }

    /// <summary>Good for: what it costs if each subscription adds a body of its own, so that nothing can be shared.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public Task<int> MergeAndWrite() => DeliverAll();

    private async Task<int> DeliverAll()
    {
        var count = 0;
        for (var number = 0; number < Events; number++)
        {
            count += Queue();
        }

        await WaitSent();
        return count;
    }

    private async Task WaitSent()
    {
        foreach (var session in _sessions)
        {
            if (!await session.Connection.WaitSent())
            {
                throw new InvalidOperationException("A connection was closed.");
            }
        }
    }

    private void Subscribe(bool isBodyGiven)
    {
        _sessions = [.. Enumerable.Range(0, Subscribers).Select(number => _frontEnd.NewSession($"user{number}"))];
        foreach (var (number, session) in _sessions.Index())
        {
            var body = string.Create(CultureInfo.InvariantCulture, $$"""{"place":{{number}}}""");
            _frontEnd.Index.Subscribe(
                session.Subscriptions,
                new SubscriptionName(SampleEvent.Service, SampleEvent.Class, "*"u8, "*"u8, "*"u8),
                isBodyGiven ? JsonBody.Parse(Encoding.UTF8.GetBytes(body)) : null);
        }
    }

    private void CheckWritten(Func<Task<int>> deliver)
    {
        Expect.Equal(Subscribers * Events, deliver().GetAwaiter().GetResult());
        foreach (var session in _sessions)
        {
            // The answer to its login went before.
            Expect.Equal(1 + Events, session.Connection.MessagesSent);
        }
    }
}
