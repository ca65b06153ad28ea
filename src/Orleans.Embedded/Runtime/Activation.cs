using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>
/// One life of a grain: created by its first call, activated in its first turn, ended when idle, when it asks for it or when it fails.
/// All members without a remark run in turns of its own scheduler and need no lock.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    /// <summary>How many waiting calls that end at once begin in a row before others get the worker.</summary>
    private const int BeginsPerTurn = 64;

    private ShortQueue<Turn> _waiting;
    private volatile ActivationState _state;
    private IServiceScope? _services;
    private object? _instance;
    private GrainReference? _reference;
    private Turn? _blocking;
    private long _busySince;
    private int _runningCount;
    private bool _isAdvancing;

    internal Activation(Engine engine, GrainClass grainClass, GrainId grainId)
    {
        Engine = engine;
        Class = grainClass;
        GrainId = grainId;
        Scheduler = new ActivationScheduler(this);
        _idleSince = engine.Clock.Coarse;
    }

    /// <summary>The activation whose turn this is; null outside of grains. From any thread.</summary>
    public static Activation? Current => (TaskScheduler.Current as ActivationScheduler)?.Owner;

    public GrainId GrainId { get; }

    public GrainReference GrainReference => _reference ??= Class.ReferenceTo(Engine.Grains, GrainId);

    public object? GrainInstance => _instance;

    public IServiceProvider ActivationServices => (_services ??= Engine.Services.CreateScope()).ServiceProvider;

    internal Engine Engine { get; }

    internal GrainClass Class { get; }

    internal ActivationScheduler Scheduler { get; }

    /// <summary>Observers of streams that the grain has attached, made when first used.</summary>
    internal StreamObservers Observers => field ??= new StreamObservers();

    /// <summary>From any thread.</summary>
    internal bool IsEnded => _state == ActivationState.Ended;

    /// <summary>What it is doing right now, for people; read from any thread, so it may be a little old.</summary>
    internal string Describe()
    {
        var waiting = _waiting.Count;
        var blocking = Volatile.Read(ref _blocking);
        var doing = blocking is not null
            ? $"has been running {blocking.Description} for {Engine.Clock.Elapsed(Volatile.Read(ref _busySince)).TotalSeconds:0.0} s"
            : _runningCount > 0 ? $"is running {_runningCount} interleaving calls" : "is running nothing";
        return $"Target {GrainId} is {_state}, {doing}, and {waiting} calls wait.";
    }

    /// <summary>A call, delivery or tick has come to the head of the queue.</summary>
    internal void Receive(Turn turn)
    {
        if (_state == ActivationState.Valid && MayBegin(turn))
        {
            Begin(turn);
            Advance();
            return;
        }

        if (_state == ActivationState.Ended)
        {
            turn.Reroute(Engine);
            return;
        }

        _waiting.Enqueue(turn);
        if (_state == ActivationState.Created)
        {
            _ = Activate();
        }
    }

    /// <summary>The grain's code for this turn is done.</summary>
    internal void End(Turn turn, Task task)
    {
        _runningCount--;
        if (ReferenceEquals(_blocking, turn))
        {
            _blocking = null;
        }

        if (turn.KeepsAlive)
        {
            _idleSince = Engine.Clock.Coarse;
        }

        if (task.IsFaulted)
        {
            EndIfInconsistent(task.Exception.InnerException!);
        }

        turn.Finish(task);
    }

    private void EndLater(Turn turn, Task task)
    {
        End(turn, task);
        Advance();
    }

    /// <summary>Begins what may begin now.</summary>
    internal void Advance()
    {
        if (_isAdvancing)
        {
            return;
        }

        _isAdvancing = true;
        var left = BeginsPerTurn;
        while (_state == ActivationState.Valid && _blocking is null && left-- > 0 && _waiting.TryDequeue(out var next))
        {
            Begin(next);
        }

        _isAdvancing = false;
        if (left < 0)
        {
            Scheduler.Enqueue(AdvanceItem.Instance);
        }

        if (_state == ActivationState.Deactivating && _runningCount == 0)
        {
            BeginFinish();
        }
    }

    private bool MayBegin(Turn turn) => turn.Interleaves || (_blocking is null && _waiting.Count == 0);

    private void Begin(Turn turn)
    {
        if (!turn.TryBegin(this))
        {
            return;
        }

        _runningCount++;
        if (!turn.Interleaves && _blocking is null)
        {
            _busySince = Engine.Clock.Coarse;
            _blocking = turn;
        }

        var task = Invoke(turn);
        if (task.IsCompleted)
        {
            End(turn, task);
        }
        else
        {
            _ = task.ContinueWith(
                static (ended, state) => Current!.EndLater((Turn)state!, ended),
                turn,
                CancellationToken.None,
                TaskContinuationOptions.DenyChildAttach,
                Scheduler);
        }
    }

    private Task Invoke(Turn turn)
    {
        // A method that is not async could leave its async locals to the next turn.
        var context = ExecutionContext.Capture();
        try
        {
            return turn.Invoke(this) ?? throw new InvalidOperationException($"{turn.Description} returned null instead of a task.");
        }
#pragma warning disable CA1031 // Whatever the grain throws belongs to its caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Task.FromException(exception);
        }
        finally
        {
            if (context is not null && !ReferenceEquals(context, ExecutionContext.Capture()))
            {
                ExecutionContext.Restore(context);
            }
        }
    }
}
