namespace EventPlatform.ClusterRounds.Checks;

/// <summary>
/// The numbered events of one publisher: when each was sent, by which of its sessions ("lives"), and whether it was accepted.
/// </summary>
internal sealed class EventSource(string name)
{
    private readonly Lock _lock = new();
    private readonly List<Numbered> _events = [];
    private readonly List<long> _lives = [];
    private long _lastAccepted;

    public string Name => name;

    /// <summary>Class of its events.</summary>
    public string Class => $"load-{name}";

    /// <summary>The last number.</summary>
    public long Sent
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    /// <summary>The highest number that was accepted.</summary>
    public long LastAccepted
    {
        get
        {
            lock (_lock)
            {
                return _lastAccepted;
            }
        }
    }

    /// <summary>The last life, from 1.</summary>
    public int Life
    {
        get
        {
            lock (_lock)
            {
                return _lives.Count;
            }
        }
    }

    public void BeginLife()
    {
        lock (_lock)
        {
            _lives.Add(_events.Count);
        }
    }

    /// <summary>The next number, which is sent now.</summary>
    public long Next()
    {
        lock (_lock)
        {
            _events.Add(new Numbered(Clock.Now));
            return _events.Count;
        }
    }

    public void Answered(long number, bool isAccepted)
    {
        lock (_lock)
        {
            if (isAccepted)
            {
                _events[(int)number - 1] = _events[(int)number - 1] with { IsAccepted = true };
                _lastAccepted = Math.Max(_lastAccepted, number);
            }
        }
    }

    public long SentAt(long number)
    {
        lock (_lock)
        {
            return _events[(int)number - 1].At;
        }
    }

    public int LifeOf(long number)
    {
        lock (_lock)
        {
            return _lives.FindLastIndex(before => before < number) + 1;
        }
    }

    /// <summary>The numbers of a life: after the first, up to the second.</summary>
    public (long Before, long Last) Range(int life)
    {
        lock (_lock)
        {
            return (_lives[life - 1], life < _lives.Count ? _lives[life] : _events.Count);
        }
    }

    /// <summary>How many of the numbers after one and before another were accepted.</summary>
    public int AcceptedBetween(long after, long before)
    {
        lock (_lock)
        {
            var count = 0;
            for (var number = after + 1; number < before; number++)
            {
                count += _events[(int)number - 1].IsAccepted ? 1 : 0;
            }

            return count;
        }
    }

    private readonly record struct Numbered(long At, bool IsAccepted = false);
}
