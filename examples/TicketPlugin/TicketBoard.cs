namespace EventPlatform.TicketPlugin;

/// <summary>All tickets, in memory. From any thread.</summary>
internal sealed class TicketBoard
{
    public const int TicketsMax = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Ticket> _tickets = [];
    private TaskCompletionSource _opened = NewSignal();

    /// <returns>The ticket under its number; null: there are too many.</returns>
    public Ticket? Open(string title, long priority, string user)
    {
        lock (_lock)
        {
            if (_tickets.Count == TicketsMax)
            {
                return null;
            }

            var ticket = new Ticket(_tickets.Count + 1, title, priority, user);
            _tickets.Add(ticket);
            _opened.SetResult();
            _opened = NewSignal();
            return ticket;
        }
    }

    public Ticket[] List()
    {
        lock (_lock)
        {
            return [.. _tickets];
        }
    }

    /// <summary>How many tickets a user has opened.</summary>
    public int CountOf(string user)
    {
        lock (_lock)
        {
            return _tickets.Count(ticket => ticket.OpenedBy == user);
        }
    }

    /// <summary>The ticket with this number, when it has been opened.</summary>
    public async Task<Ticket> WhenOpened(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (number <= _tickets.Count)
                {
                    return _tickets[(int)number - 1];
                }

                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
