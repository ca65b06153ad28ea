using System.Threading.Channels;
using EventPlatform.Contracts.Events;
using EventPlatform.Testing;

namespace EventPlatform.Contracts.Tests.Events;

public sealed class EventPublisherTests
{
    private static readonly Guid Incarnation = new("11111111-2222-4333-8444-555555555555");
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private readonly ManualTimeProvider _time = new();
    private readonly Channel<(int Partition, byte[] Block, TaskCompletionSource Answer)> _sent =
        Channel.CreateBounded<(int, byte[], TaskCompletionSource)>(1000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WhileABlockIsInFlight_TheRestIsOneBlock()
    {
        var publisher = NewPublisher();
        var first = Append(publisher);
        var sent = await Next();
        var others = Enumerable.Range(0, 100).Select(_ => Append(publisher)).ToList();
        sent.Answer.SetResult();
        var second = await Next();

        Assert.True(await first);
        Assert.Equal(new EventBlockHeader(Incarnation, 1, 1), EventBlock.ReadHeader(sent.Block));
        Assert.Equal(new EventBlockHeader(Incarnation, 2, 100), EventBlock.ReadHeader(second.Block));
        Assert.All(others, answer => Assert.False(answer.IsCompleted));
        second.Answer.SetResult();
        Assert.All(await Task.WhenAll(others), Assert.True);
    }

    [Fact]
    public async Task Append_OutcomeUnknown_IsSentAgainUnderItsNumber()
    {
        var publisher = NewPublisher();
        var answer = Append(publisher);
        var failed = await Next();
        var again = await FailAndRetry(failed.Answer);

        Assert.Equal(failed.Block, again.Block);
        again.Answer.SetResult();
        Assert.True(await answer);
    }

    [Fact]
    public async Task Append_NotAcceptedFor5Seconds_AnswersFalseAndGoesOn()
    {
        var publisher = NewPublisher();
        var answer = Append(publisher);
        var sent = await Next();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(5); passed += RetryAfter)
        {
            Assert.False(answer.IsCompleted);
            sent = await FailAndRetry(sent.Answer);
        }

        sent = await FailAndRetry(sent.Answer);
        Assert.False(await answer);
        Assert.Equal(1, EventBlock.ReadHeader(sent.Block).Number);
    }

    [Fact]
    public async Task ResendMissing_StreamHangs_AllWhoAppended5SecondsAgoAreAnsweredFalse()
    {
        var publisher = NewPublisher();
        var inFlight = Append(publisher);
        await Next();
        var behind = Append(publisher);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        publisher.ResendMissing();
        Assert.False(inFlight.IsCompleted);
        Assert.False(behind.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        publisher.ResendMissing();
        Assert.False(await inFlight.WaitAsync(TimeSpan.Zero, Cancel));
        Assert.False(await behind.WaitAsync(TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task ResendMissing_StreamHangs_WhoAppendedLaterToTheSameBlockHasAsMuchTime()
    {
        var publisher = NewPublisher();
        _ = Append(publisher);
        var hanging = await Next();
        var early = Append(publisher);
        _time.Advance(TimeSpan.FromSeconds(4));
        var late = Append(publisher);
        _time.Advance(TimeSpan.FromSeconds(1));
        publisher.ResendMissing();
        var last = Append(publisher);
        Assert.False(await early.WaitAsync(TimeSpan.Zero, Cancel));
        _time.Advance(TimeSpan.FromSeconds(3.9));
        publisher.ResendMissing();
        Assert.False(late.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        publisher.ResendMissing();
        Assert.False(await late.WaitAsync(TimeSpan.Zero, Cancel));

        // Order and blocks are what they were: all three are one block, which is accepted for the last one in time.
        hanging.Answer.SetResult();
        Assert.Equal(new EventBlockHeader(Incarnation, 2, 3), EventBlock.ReadHeader(await Answered()));
        Assert.True(await last);
    }

    [Fact]
    public async Task Append_OverSomeSecondsToOneBlock_AllAreAnsweredWhenItIsAccepted()
    {
        var publisher = NewPublisher();
        _ = Append(publisher);
        var sent = await Next();
        var answers = new List<Task<bool>>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add(Append(publisher));
            Assert.Same(answers[^1], Append(publisher));
            _time.Advance(TimeSpan.FromSeconds(0.1));
            publisher.ResendMissing();
        }

        Assert.Equal(8, answers.Distinct().Count());
        sent.Answer.SetResult();
        await Answered();
        Assert.All(await Task.WhenAll(answers), Assert.True);
    }

    [Fact]
    public async Task ResendMissing_AcceptedButNotComeBackFor2Seconds_SendsAgainInOrderUntilConfirmed()
    {
        var publisher = NewPublisher();
        await Accept(publisher);
        await Accept(publisher);
        publisher.ResendMissing();
        _time.Advance(TimeSpan.FromSeconds(2));
        publisher.ResendMissing();

        var (first, second) = (await Answered(), await Answered());
        Assert.Equal([1, 2], [EventBlock.ReadHeader(first).Number, EventBlock.ReadHeader(second).Number]);
        publisher.Confirm(0, 2);
        _time.Advance(TimeSpan.FromSeconds(2));
        publisher.ResendMissing();
        await Accept(publisher);
        Assert.False(_sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Confirm_BeforeTheAcceptanceIsKnown_Counts()
    {
        var publisher = NewPublisher();
        var answer = Append(publisher);
        var sent = await Next();
        publisher.Confirm(0, 1);
        sent.Answer.SetResult();
        await answer;

        Assert.Equal(0, publisher.OldestUnconfirmed(0, TimeSpan.Zero));
    }

    [Fact]
    public async Task HasRoom_8MiBNotComeBack_IsFalseUntilConfirmed()
    {
        var publisher = NewPublisher();
        var number = 0;
        while (publisher.HasRoom)
        {
            var answer = publisher.Append(new EventRecord { Service = "default"u8, Class = "c"u8, Body = new byte[65_536] });
            (await Next()).Answer.SetResult();
            await answer;
            number++;
        }

        Assert.InRange(number, 127, 129);
        var room = publisher.WaitForRoom(Cancel);
        Assert.False(room.IsCompleted);
        publisher.Confirm(0, number);
        await room;
        Assert.True(publisher.HasRoom);
    }

    [Fact]
    public async Task WhenTight_HalfOfTheRoomIsTaken_EndsAndBeginsAnew()
    {
        var publisher = NewPublisher();
        var tight = publisher.WhenTight();
        for (var number = 1; number <= 65; number++)
        {
            Assert.Equal(number > 64, publisher.IsTight);
            Assert.Equal(number > 64, tight.IsCompleted);
            var answer = publisher.Append(new EventRecord { Service = "default"u8, Class = "c"u8, Body = new byte[65_536] });
            (await Next()).Answer.SetResult();
            await answer;
        }

        await tight;
        Assert.True(publisher.WhenTight().IsCompleted);
        publisher.Confirm(0, 65);
        Assert.False(publisher.IsTight);
        Assert.False(publisher.WhenTight().IsCompleted);
    }

    [Fact]
    public async Task HasRoom_ManySmallBlocksCameBack_TheBoundIsStillTheSame()
    {
        var publisher = NewPublisher();
        for (var number = 1; number <= 5000; number++)
        {
            await Accept(publisher);
            publisher.Confirm(0, number);
        }

        // What does not come back now fills the room after as many bytes as at the start.
        var bytes = 0;
        while (publisher.HasRoom)
        {
            var answer = publisher.Append(new EventRecord { Service = "default"u8, Class = "c"u8, Body = new byte[65_536] });
            bytes += (await Answered()).Length;
            await answer;
        }

        Assert.InRange(bytes, EventPublisher.RoomBytes, EventPublisher.RoomBytes + 65_800);
    }

    [Fact]
    public async Task WhenSeen_AppendedAndAccepted_EndsWhenTheBlockHasComeBack()
    {
        var publisher = NewPublisher();
        var unseen = new UnseenEvents();
        Assert.True(unseen.WhenSeen().IsCompleted);
        var first = publisher.Append(Event, unseen);
        await Answered();
        await first;
        var second = publisher.Append(Event, unseen);
        publisher.Confirm(0, 1);
        await Answered();
        await second;

        var seen = unseen.WhenSeen();
        Assert.False(seen.IsCompleted);
        publisher.Confirm(0, 2);
        await seen;
    }

    [Fact]
    public async Task WhenSeen_ConfirmedBeforeTheAcceptanceIsKnown_Ends()
    {
        var publisher = NewPublisher();
        var unseen = new UnseenEvents();
        _ = publisher.Append(Event, unseen);
        var sent = await Next();
        publisher.Confirm(0, 1);
        sent.Answer.SetResult();
        await unseen.WhenSeen();
    }

    private static EventRecord Event => new() { Service = "default"u8, Class = "c"u8, Body = "{\"a\":1}"u8 };

    private static Task<bool> Append(EventPublisher publisher) => publisher.Append(Event);

    private EventPublisher NewPublisher() => new(
        Incarnation,
        1,
        async (partition, block) =>
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _sent.Writer.WriteAsync((partition, block, answer));
            await answer.Task;
        },
        _time);

    private async Task<(int Partition, byte[] Block, TaskCompletionSource Answer)> Next() => await _sent.Reader.ReadAsync(Cancel);

    /// <summary>The sending fails; its retry comes when the delay is over, which begins some time after.</summary>
    private async Task<(int Partition, byte[] Block, TaskCompletionSource Answer)> FailAndRetry(TaskCompletionSource sent)
    {
        var delay = _time.NextTimer();
        sent.SetException(new TimeoutException());
        await delay;
        _time.Advance(RetryAfter);
        return await Next();
    }

    private async Task Accept(EventPublisher publisher)
    {
        var answer = Append(publisher);
        await Answered();
        await answer;
    }

    private async Task<byte[]> Answered()
    {
        var sent = await Next();
        sent.Answer.SetResult();
        return sent.Block;
    }
}
