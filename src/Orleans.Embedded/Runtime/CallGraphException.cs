namespace Orleans.Embedded;

/// <summary>A call along an edge that the <see cref="CallGraph"/> does not have. It did not run.</summary>
public sealed class CallGraphException : InvalidOperationException
{
    internal CallGraphException(string from, string to)
        : base($"{from} may not call {to}: the call graph has no such edge.")
    {
    }
}
