using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Tests.Replica;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Commands;

public sealed class ExtensionCommandsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeExtension _grain = new();
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly RecordingDoor _door = new();
    private readonly PendingSets _pending;
    private readonly ReplicaChanges _changes;
    private readonly ExtensionCommands _commands;

    public ExtensionCommandsTests()
    {
        var identity = new GatewayIdentity("g", new RandomIdSource());
        _pending = new PendingSets(identity.First.Incarnation);
        var grains = FakeGrains.With((typeof(IExtensionGrain), Samples.Extension, _grain));
        _changes = new ReplicaChanges(_store, _pending, [_door]);
        var sync = new ReplicaSync(grains, _store, _changes, TestMetrics.New(), _time, NullLogger<ReplicaSync>.Instance);
        var calls = new GrainCalls(_time, new RandomIdSource(), NullLogger<GrainCalls>.Instance);
        _commands = new ExtensionCommands(grains, calls, _store, _pending, sync, identity, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_ChangeComesBeforeTheGrainAnswers_AnswersThenShowsTheEvent()
    {
        _grain.OnSet = command =>
        {
            _changes.Apply(Samples.Notice(3, 8, 1, command.Origin), 0, default);
            return Task.FromResult<Outcome<ExtensionSet>>(new ExtensionSet(new ChangeNumber(3, 8), ExtensionFields.Status, 1));
        };

        Assert.True((await Set()).IsOk);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
    }

    [Fact]
    public async Task Set_ChangeComesAfterTheGrainHasAnswered_WaitsForIt()
    {
        Answer(8, ExtensionFields.Status);
        var set = Set();
        Assert.False(set.IsCompleted);
        _changes.Apply(Samples.Notice(3, 8, 1, _grain.Command!.Origin), 0, default);
        Assert.True((await set).IsOk);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
    }

    [Fact]
    public async Task Set_NothingNewAndShown_AnswersAtOnce()
    {
        Answer(7, ExtensionFields.None);
        Assert.True((await Set()).IsOk);
        Assert.Equal(["answer"], _door.Told);
    }

    [Fact]
    public async Task Set_NothingNewButNotShownYet_WaitsForTheNumber()
    {
        Answer(8, ExtensionFields.None);
        var set = Set();
        Assert.Empty(_door.Told);
        _changes.Apply(Samples.Notice(3, 8, 1), 0, default);
        Assert.True((await set).IsOk);
        Assert.Equal(["20 Status Lunch", "answer"], _door.Told);
    }

    [Fact]
    public async Task Set_Refused_AnswersNobody()
    {
        _grain.OnSet = _ => Task.FromResult<Outcome<ExtensionSet>>(new Refusal(RefusalKind.Invalid, "note"));
        Assert.Equal(new Refusal(RefusalKind.Invalid, "note"), (await Set()).Refusal);
        Assert.Empty(_door.Told);
    }

    [Fact]
    public async Task Set_GrainOutOfReach_IsUnavailable()
    {
        Assert.Equal(FailureKind.Unavailable, (await Set()).Failure!.Kind);
        Assert.Empty(_door.Told);
    }

    [Fact]
    public async Task Set_GrainThrows_IsInternal()
    {
        _grain.OnSet = _ => throw new InvalidOperationException("secret");
        var failure = (await Set()).Failure!;
        Assert.Equal(FailureKind.Internal, failure.Kind);
        Assert.DoesNotContain("secret", failure.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_ChangeNeverComes_IsUnavailableAfterFiveSecondsAndAnswersNobody()
    {
        Answer(8, ExtensionFields.Status);
        var set = Set();
        while (!set.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        Assert.Equal(FailureKind.Unavailable, (await set).Failure!.Kind);
        _changes.Apply(Samples.Notice(3, 8, 1, _grain.Command!.Origin), 0, default);
        Assert.Equal(["20 Status Lunch"], _door.Told);
    }

    [Fact]
    public async Task Set_CallerGivesUpAndNothingChanges_LeavesNothingBehind()
    {
        var never = new TaskCompletionSource<Outcome<ExtensionSet>>();
        _grain.OnSet = _ => never.Task;
        using var gone = new CancellationTokenSource();
        var set = _commands.Set(Samples.Tenant, Samples.Extension, new ExtensionChange("Lunch"), () => _door.Add("answer"), gone.Token);
        await gone.CancelAsync();
        never.SetCanceled(gone.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => set);
        Assert.Equal(0, _pending.Count);
    }

    private void Answer(long sequence, ExtensionFields changed) => _grain.OnSet = _ =>
        Task.FromResult<Outcome<ExtensionSet>>(new ExtensionSet(new ChangeNumber(3, sequence), changed, 1));

    private Task<GatewayResult<Unit>> Set() =>
        _commands.Set(Samples.Tenant, Samples.Extension, new ExtensionChange("Lunch"), () => _door.Add("answer"), Cancel);
}
