using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>
/// Where passwords are hashed: a hash costs about 67 ms of a core on purpose, so it must not take the cores that move events. Threads of
/// its own, for all cores but one, run where a core is idle. Where none is for long, one more thread with a small share sees to it that
/// logins go on. Who waits is bounded, in all and for each address.
/// </summary>
internal sealed class PasswordQueue : IDisposable
{
    /// <summary>Waiting for each thread; the last of them waits some 4 s.</summary>
    internal const int WaitingForEach = 64;

    private static readonly int ThreadsMax = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>A hash that takes this long has found no idle core.</summary>
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<PasswordWork> _waiting;
    private readonly Dictionary<PasswordWork, long> _startedAt = [];
    private readonly Timer _watch;
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Lock _lock = new();
    private int _threads;
    private bool _isRescuing;

    public PasswordQueue() : this(WaitingForEach * ThreadsMax)
    {
    }

    /// <param name="capacity">Most that wait.</param>
    internal PasswordQueue(int capacity)
    {
        _waiting = new BlockingCollection<PasswordWork>(capacity);
        _watch = new Timer(_ => RescueStarved());
    }

    /// <summary>Most that wait.</summary>
    internal int Capacity => _waiting.BoundedCapacity;

    /// <summary>Those that wait, not counting the ones that are being worked on.</summary>
    internal int WaitingCount => _waiting.Count;

    /// <summary>Addresses of which somebody waits.</summary>
    internal int AddressCount
    {
        get
        {
            lock (_lock)
            {
                return _byAddress.Count;
            }
        }
    }

    /// <summary>Compares a password with a hash.</summary>
    /// <param name="hash">In the form of ASP.NET Core's PasswordHasher; one of another form is nobody's.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">Who asks: one address has at most half of the places. Null: not bounded by itself.</param>
    /// <param name="cancellationToken">Nobody waits any more: it is left out when its turn comes.</param>
    public async ValueTask<PasswordVerdict> Verify(string hash, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var isRight = await Run(() => PasswordHashes.Verify(hash, password), address, cancellationToken);
        return isRight switch
        {
            null => PasswordVerdict.Overloaded,
            true => PasswordVerdict.Right,
            false => PasswordVerdict.Wrong,
        };
    }

    /// <summary>Takes as long as <see cref="Verify"/>: the time of an answer must not tell whether there is such a user.</summary>
    /// <returns>Wrong or Overloaded.</returns>
    public async ValueTask<PasswordVerdict> Pretend(string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var done = await Run(() => PasswordHashes.Make(password).Length > 0, address, cancellationToken);
        return done is null ? PasswordVerdict.Overloaded : PasswordVerdict.Wrong;
    }

    /// <summary>Hashes a new password.</summary>
    /// <returns>null: too many wait already.</returns>
    public async ValueTask<string?> Make(string password, CancellationToken cancellationToken)
    {
        string? hash = null;
        await Run(() => (hash = PasswordHashes.Make(password)) is not null, null, cancellationToken);
        return hash;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _watch.Dispose();
    }

    private async ValueTask<bool?> Run(Func<bool> work, IPAddress? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var item = new PasswordWork(work, address, cancellationToken);
        return TryAdd(item) ? await item.Done : null;
    }

    private bool TryAdd(PasswordWork item)
    {
        lock (_lock)
        {
            if (_waiting.IsAddingCompleted)
            {
                return false;
            }

            var ofAddress = item.Address is null ? 0 : _byAddress.GetValueOrDefault(item.Address);
            if (ofAddress >= Capacity / 2 || !_waiting.TryAdd(item))
            {
                return false;
            }

            if (item.Address is not null)
            {
                _byAddress[item.Address] = ofAddress + 1;
            }

            if (_threads < ThreadsMax)
            {
                _threads++;
                new Thread(Serve) { IsBackground = true, Name = "passwords" }.Start();
            }

            return true;
        }
    }

    private void Serve()
    {
        ThreadPriorities.OnlyWhenIdle();
        foreach (var item in _waiting.GetConsumingEnumerable())
        {
            Work(item);
        }
    }

    private void Work(PasswordWork item)
    {
        Begin(item);
        item.Run();
        End(item);
    }

    /// <summary>Its turn has come: it waits no more. An address of which nobody waits is forgotten.</summary>
    private void Begin(PasswordWork item)
    {
        lock (_lock)
        {
            if (_startedAt.Count == 0 && !_waiting.IsAddingCompleted)
            {
                _watch.Change(StarvedAfter, StarvedAfter);
            }

            _startedAt.Add(item, Environment.TickCount64);
            if (item.Address is { } address && --CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _) == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private void End(PasswordWork item)
    {
        lock (_lock)
        {
            _startedAt.Remove(item);
            if (_startedAt.Count == 0 && !_waiting.IsAddingCompleted)
            {
                _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Looks for what found no idle core; one thread at a time carries it out again, and then what waits behind it.</summary>
    private void RescueStarved()
    {
        PasswordWork[] starved;
        lock (_lock)
        {
            var before = Environment.TickCount64 - (long)StarvedAfter.TotalMilliseconds;
            var late = _startedAt.Where(started => started.Value <= before && !started.Key.Done.IsCompleted);
            starved = _isRescuing ? [] : [.. late.Select(started => started.Key)];
            if (starved.Length == 0)
            {
                return;
            }

            _isRescuing = true;
        }

        new Thread(() => Rescue(starved)) { IsBackground = true, Name = "passwords" }.Start();
    }

    private void Rescue(PasswordWork[] starved)
    {
        ThreadPriorities.Low();
        foreach (var item in starved)
        {
            item.Run();
        }

        while (_waiting.TryTake(out var item))
        {
            Work(item);
        }

        lock (_lock)
        {
            _isRescuing = false;
        }
    }
}
