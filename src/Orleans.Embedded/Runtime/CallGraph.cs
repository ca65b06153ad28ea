namespace Orleans.Embedded;

/// <summary>
/// The edges along which calls are allowed, as a service: once there is one, any other call fails. Made before the silo starts.
/// </summary>
public sealed class CallGraph
{
    private readonly HashSet<(Type From, Type To)> _edges = [];
    private readonly HashSet<Type> _forClients = [];

    /// <summary>Grains that implement <typeparamref name="TFrom"/> may call <typeparamref name="TTo"/>.</summary>
    public CallGraph Allow<TFrom, TTo>() => Allow(typeof(TFrom), typeof(TTo));

    /// <inheritdoc cref="Allow{TFrom, TTo}"/>
    public CallGraph Allow(Type from, Type to)
    {
        _edges.Add((from, to));
        return this;
    }

    /// <summary>Code outside of grains may call <typeparamref name="TTo"/>.</summary>
    public CallGraph AllowClient<TTo>() => AllowClient(typeof(TTo));

    /// <inheritdoc cref="AllowClient{TTo}"/>
    public CallGraph AllowClient(Type to)
    {
        _forClients.Add(to);
        return this;
    }

    /// <summary>Whether a grain with these interfaces (null: a client) may call the interface.</summary>
    internal bool IsAllowed(IReadOnlyList<Type>? from, Type to)
    {
        if (from is null)
        {
            return _forClients.Contains(to);
        }

        foreach (var caller in from)
        {
            if (_edges.Contains((caller, to)))
            {
                return true;
            }
        }

        return false;
    }
}
