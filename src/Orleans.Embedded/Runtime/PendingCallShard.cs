using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A doubly linked list of calls through the calls themselves: adding and removing allocate nothing.</summary>
internal sealed class PendingCallShard
{
    private readonly Lock _lock = new();
    private Call? _first;
    private long _added;

    /// <summary>Calls that were ever added. From any thread.</summary>
    internal long Added => Volatile.Read(ref _added);

    internal void Add(Call call)
    {
        lock (_lock)
        {
            _added++;
            call.IsPending = true;
            call.Next = _first;
            if (_first is not null)
            {
                _first.Previous = call;
            }

            _first = call;
        }
    }

    internal void Remove(Call call)
    {
        lock (_lock)
        {
            Unlink(call);
        }
    }

    /// <summary>Moves the calls whose deadline has come into the list.</summary>
    internal void TakeDue(long due, List<Call> into)
    {
        lock (_lock)
        {
            for (var call = _first; call is not null;)
            {
                var next = call.Next;
                if (call.Deadline <= due)
                {
                    Unlink(call);
                    into.Add(call);
                }

                call = next;
            }
        }
    }

    private void Unlink(Call call)
    {
        if (!call.IsPending)
        {
            return;
        }

        call.IsPending = false;
        if (call.Previous is null)
        {
            _first = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is not null)
        {
            call.Next.Previous = call.Previous;
        }

        call.Next = null;
        call.Previous = null;
    }
}
