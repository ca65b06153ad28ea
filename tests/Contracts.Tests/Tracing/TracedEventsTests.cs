using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Contracts.Tests.Tracing;

/// <summary>Events of a trace that is recorded carry it; others carry and cost nothing.</summary>
public sealed class TracedEventsTests
{
    private const int Events = 10_000;

    private static readonly ActivityContext Span = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"),
        ActivitySpanId.CreateFromString("b7ad6b7169203331"),
        ActivityTraceFlags.Recorded);

    [Fact]
    public void Block_EventWithATrace_IsReadAsItWasWritten()
    {
        var writer = new EventBlockWriter();
        Span<byte> trace = stackalloc byte[TraceContext.Bytes];
        TraceContext.Write(trace, Span);
        Assert.True(writer.TryAppend(Sample()));
        Assert.True(writer.TryAppend(Sample() with { Trace = trace }));
        var block = writer.Take(Guid.Empty, 1);

        var reader = new EventBlockReader(block);
        Assert.True(reader.TryRead(out var plain));
        Assert.False(plain.Has(EventParts.Trace));
        Assert.True(reader.TryRead(out var traced));
        var read = TraceContext.Read(traced.Trace);

        Assert.Equal((Span.TraceId, Span.SpanId, Span.TraceFlags, true), (read.TraceId, read.SpanId, read.TraceFlags, read.IsRemote));
        Assert.True(traced.Body.SequenceEqual("{}"u8));
        Assert.True(traced.User.SequenceEqual("me"u8));
        Assert.True(EventBlock.IsTraced(block));
    }

    [Fact]
    public void Block_AfterOneWithATrace_IsNotMarked()
    {
        var writer = new EventBlockWriter();
        Span<byte> trace = stackalloc byte[TraceContext.Bytes];
        TraceContext.Write(trace, Span);
        writer.TryAppend(Sample() with { Trace = trace });
        Assert.True(EventBlock.IsTraced(writer.Take(Guid.Empty, 1)));

        writer.TryAppend(Sample());

        Assert.False(EventBlock.IsTraced(writer.Take(Guid.Empty, 2)));
    }

    [Fact]
    public async Task Append_WhileASpanIsRecorded_CarriesIt()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        using var span = PlatformTracing.Source.StartActivity("publish");

        var block = await Publish();

        Assert.True(EventBlock.IsTraced(block));
        Assert.Equal(span!.Context.SpanId, SpanOf(block));
    }

    [Theory]
    [InlineData(ActivitySamplingResult.None)]
    [InlineData(ActivitySamplingResult.PropagationData)]
    public async Task Append_WhileTheSpanIsNotRecorded_CarriesNothing(ActivitySamplingResult sampled)
    {
        using var listener = Listen(sampled);
        using var span = PlatformTracing.Source.StartActivity("publish");

        Assert.False(EventBlock.IsTraced(await Publish()));
    }

    [Fact]
    public void Recorded_NobodyListens_AllocatesNothing()
    {
        Assert.Null(PlatformTracing.StartPart("warm"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < Events; number++)
        {
            if (PlatformTracing.Recorded is not null || PlatformTracing.StartPart("part") is not null)
            {
                Assert.Fail("Nobody listens.");
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ActivityListener Listen(ActivitySamplingResult sampled)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PlatformTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampled,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task<byte[]> Publish()
    {
        var sent = new TaskCompletionSource<byte[]>();
        var publisher = new EventPublisher(
            Guid.Empty,
            1,
            (_, block) =>
            {
                sent.TrySetResult(block);
                return Task.CompletedTask;
            },
            TimeProvider.System);
        await publisher.Append(Sample());
        return await sent.Task;
    }

    private static ActivitySpanId SpanOf(byte[] block)
    {
        var reader = new EventBlockReader(block);
        return reader.TryRead(out var record) ? TraceContext.Read(record.Trace).SpanId : default;
    }

    private static EventRecord Sample() => new()
    {
        Time = 1,
        Service = "default"u8,
        Class = "call"u8,
        User = "me"u8,
        Body = "{}"u8,
    };
}
