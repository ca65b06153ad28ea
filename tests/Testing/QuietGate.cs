namespace EventPlatform.Testing;

/// <summary>Lets workers work, or keeps all of them out for a while.</summary>
public sealed class QuietGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _opened;
    private TaskCompletionSource? _emptied;
    private int _inside;

    /// <summary>Waits until the gate is open, and goes in.</summary>
    public async Task Enter()
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_opened is null)
                {
                    _inside++;
                    return;
                }

                opened = _opened.Task;
            }

            await opened;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>Lets nobody in any more; ends when nobody is inside.</summary>
    public Task Close()
    {
        lock (_lock)
        {
            _opened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_inside == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _opened?.TrySetResult();
            _opened = null;
        }
    }
}
