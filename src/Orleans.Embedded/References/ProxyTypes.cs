using System.Collections.Concurrent;

namespace Orleans.Embedded;

/// <summary>The emitted class of every grain interface that was asked for, for the life of the process.</summary>
internal static class ProxyTypes
{
    private static readonly ConcurrentDictionary<Type, ProxyType> Types = new();
    private static readonly Lock EmitLock = new();

    /// <exception cref="ArgumentException">The interface breaks a rule; the text says which member and why.</exception>
    internal static ProxyType Get(Type contract) => Types.TryGetValue(contract, out var type) ? type : Emit(contract);

    private static ProxyType Emit(Type contract)
    {
        lock (EmitLock)
        {
            return Types.GetOrAdd(contract, ProxyEmitter.Emit);
        }
    }
}
