using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A typed reference: each method of its interface sends a call. Equal if it is of the same grain.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainClass _class;
    private Activation? _target;

    internal GrainReference(GrainFactory factory, GrainClass grainClass, GrainId grainId)
    {
        Factory = factory;
        _class = grainClass;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    internal GrainFactory Factory { get; }

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2)
        => reference1?.Equals(reference2) ?? reference2 is null;

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>What the methods of the emitted subclasses do.</summary>
    internal Task<TResult> Send<TArgs, TResult>(MethodPlan<TArgs, TResult> plan, TArgs args)
        where TArgs : struct
    {
        if (Factory.Connection.Engine is not { } engine)
        {
            return Refuse<TResult>(new SiloUnavailableException($"The silo is not running; {plan.Name} of {GrainId} was not called."));
        }

        var caller = Activation.Current;
        if (engine.CallGraph is { } graph && !graph.IsAllowed(caller?.Class.Interfaces, plan.Contract))
        {
            return Refuse<TResult>(new CallGraphException(caller?.GrainId.ToString() ?? "A client", $"{plan.Name} of {GrainId}"));
        }

        if (!engine.Accepts(caller))
        {
            return Refuse<TResult>(new SiloUnavailableException($"The silo is stopping; {plan.Name} of {GrainId} was not called."));
        }

        var token = plan.GetToken is null ? default : plan.GetToken(ref args);
        token.ThrowIfCancellationRequested();
        plan.CopyArguments?.Invoke(ref args);
        var timeout = plan.ResponseTimeout ?? (caller is null ? Factory.ClientTimeout : engine.ResponseTimeout);
        var call = new Call<TArgs, TResult>(engine, caller, _class, GrainId, plan, args, timeout);
        if (token.CanBeCanceled)
        {
            call.SetToken(call.Link(token));
        }

        call.Span = engine.Tracing?.Caller;
        engine.Calls.Add(call);
        Target(engine).Scheduler.Enqueue(call);
        if (engine.IsStopped)
        {
            // It stopped meanwhile, and may have told all pending calls before this one was among them.
            call.Fail(new SiloUnavailableException($"The silo has stopped; {call.Description} may have run."));
        }

        return call.Result;
    }

    private static Task<TResult> Refuse<TResult>(Exception exception) => Task.FromException<TResult>(exception);

    /// <summary>The activation it was sent to last is most often still the one.</summary>
    private Activation Target(Engine engine)
    {
        var target = _target;
        if (target is null || target.IsEnded || !ReferenceEquals(target.Engine, engine))
        {
            target = engine.FindOrCreate(_class, GrainId);
            _target = target;
        }

        return target;
    }
}
