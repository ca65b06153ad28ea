using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The silo: all activations of the process, and what they share.</summary>
internal sealed partial class Engine : IDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly EngineConnection _connection;
    private readonly ServiceLifetimes _lifetimes;
    private ITimer? _collector;
    private volatile EngineState _state;

    public Engine(
        IServiceProvider services,
        EngineConnection connection,
        GrainClasses classes,
        ServiceLifetimes lifetimes,
        IEngineScheduler scheduler,
        TimeProvider time,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<ClientMessagingOptions> clientMessaging,
        ILogger<Engine> logger,
        CallGraph? callGraph = null,
        CallTracing? tracing = null)
    {
        Services = services;
        _connection = connection;
        Classes = classes;
        _lifetimes = lifetimes;
        Scheduler = scheduler;
        Clock = new EngineClock(time);
        PromiseOptions = scheduler.PromiseOptions();
        Collection = collection.Value;
        ResponseTimeout = messaging.Value.ResponseTimeout;
        Logger = logger;
        CallGraph = callGraph;
        Tracing = tracing;
        Calls = new PendingCalls(Clock, scheduler.IsSingleThreaded ? 1 : Environment.ProcessorCount);
        Grains = new GrainFactory(connection, classes, clientMessaging.Value.ResponseTimeout);
    }

    /// <summary>Of the silo, not of a scope.</summary>
    internal IServiceProvider Services { get; }

    internal GrainClasses Classes { get; }

    internal IEngineScheduler Scheduler { get; }

    internal EngineClock Clock { get; }

    internal TaskCreationOptions PromiseOptions { get; }

    internal GrainCollectionOptions Collection { get; }

    internal TimeSpan ResponseTimeout { get; }

    internal ILogger Logger { get; }

    internal CallGraph? CallGraph { get; }

    /// <summary>Null: no call has a span.</summary>
    internal CallTracing? Tracing { get; }

    internal PendingCalls Calls { get; }

    internal GrainFactory Grains { get; }

    /// <summary>Nothing runs any more, and nothing will.</summary>
    internal bool IsStopped => _state == EngineState.Stopped;

    public void Dispose()
    {
        Kill();
        Calls.Dispose();
    }

    internal void Start()
    {
        Classes.Configure(Collection, _lifetimes);
        Calls.Start();
        _collector = Clock.Provider.CreateTimer(
            static state => ((Engine)state!).CollectIdle(), this, Collection.CollectionQuantum, Collection.CollectionQuantum);
        _state = EngineState.Running;
        _connection.Engine = this;
    }

    /// <summary>Ends all activations with their hooks. Calls from outside are refused from now on; hooks may still call.</summary>
    internal async Task Stop(CancellationToken cancellationToken)
    {
        _state = EngineState.Stopping;
        _collector?.Dispose();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        try
        {
            while (!_activations.IsEmpty)
            {
                var ending = InOrder(_activations.Values);
                ending.ForEach(activation => activation.Deactivate(reason, cancellationToken));
                await Task.WhenAll(ending.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            LogStoppedEarly(Logger, _activations.Count);
        }

        Kill();
    }

    /// <summary>Drops everything at once, as a crash would; waiting callers are told.</summary>
    internal void Kill()
    {
        if (_state == EngineState.Stopped)
        {
            return;
        }

        _state = EngineState.Stopped;
        if (ReferenceEquals(_connection.Engine, this))
        {
            _connection.Engine = null;
        }

        _collector?.Dispose();
        foreach (var activation in _activations.Values)
        {
            activation.Kill();
        }

        _activations.Clear();
        Calls.FailAll("The silo has stopped.");
    }

    /// <summary>Whether turns on behalf of this caller (null: from outside of grains) may still begin.</summary>
    internal bool Accepts(Activation? caller)
    {
        var state = _state;
        return state == EngineState.Running || (state == EngineState.Stopping && caller is not null);
    }

    /// <summary>Finds or creates the activation. From any thread.</summary>
    internal Activation FindOrCreate(GrainClass grainClass, GrainId grainId)
        => _activations.TryGetValue(grainId, out var activation)
            ? activation
            : _activations.GetOrAdd(
                grainId, static (id, make) => new Activation(make.Engine, make.Class, id), (Engine: this, Class: grainClass));

    /// <summary>The activation a grain has now; null if none.</summary>
    internal Activation? FindActive(GrainId grainId) => _activations.GetValueOrDefault(grainId);

    /// <summary>Puts a turn into the queue of its grain. From any thread.</summary>
    internal void Deliver(Turn turn)
    {
        if (Accepts(turn.Caller))
        {
            FindOrCreate(turn.TargetClass, turn.TargetId).Scheduler.Enqueue(turn);
        }
        else
        {
            turn.Reject(new SiloUnavailableException($"The silo has stopped; {turn.Description} did not begin."));
        }
    }

    internal void Remove(Activation activation)
        => _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));

    private void CollectIdle()
    {
        Clock.Refresh();
        var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The grain has been idle.");

        // Enumerated as it is: Values would hold up every call to a new grain while it copies them all.
        var idle = _activations.Select(pair => pair.Value).Where(activation => activation.IsCollectable());
        foreach (var activation in InOrder(idle))
        {
            activation.Scheduler.Enqueue(new DeactivateItem(reason, onlyIfIdle: true));
        }
    }

    /// <summary>The order of a dictionary changes from process to process; runs from a seed must not.</summary>
    private static List<Activation> InOrder(IEnumerable<Activation> activations)
        => [.. activations.OrderBy(activation => activation.GrainId.ToString(), StringComparer.Ordinal)];

    [LoggerMessage(LogLevel.Warning, "The silo stopped with {Count} activations still active")]
    private static partial void LogStoppedEarly(ILogger logger, int count);
}
