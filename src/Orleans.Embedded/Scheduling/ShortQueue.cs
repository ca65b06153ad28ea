using System.Diagnostics.CodeAnalysis;

namespace Orleans.Embedded;

/// <summary>
/// A queue that holds no memory of its own for one item, the usual case of an activation: most have none, and there are very many.
/// Not thread-safe; a mutable struct: a field, never a copy.
/// </summary>
internal struct ShortQueue<T>
    where T : class
{
    private T? _first;

    /// <summary>What comes behind the first; empty while there is none.</summary>
    private Queue<T>? _more;

    public readonly int Count => (_first is null ? 0 : 1) + (_more?.Count ?? 0);

    public void Enqueue(T item)
    {
        if (_first is null)
        {
            _first = item;
        }
        else
        {
            (_more ??= new Queue<T>()).Enqueue(item);
        }
    }

    public bool TryDequeue([NotNullWhen(true)] out T? item)
    {
        item = _first;
        _first = null;
        _more?.TryDequeue(out _first);
        return item is not null;
    }
}
