using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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

    /// <summary>A hash that takes this long has found no idle core; nor has what waits, when none has been made for so long.</summary>
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// What waits. The hashing threads touch nothing that has a lock: whoever waited for it would wait for an idle core too.
    /// </summary>
    private readonly ConcurrentQueue<PasswordWork> _waiting = new();
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>What waits or is worked on. Under the lock.</summary>
    private readonly HashSet<PasswordWork> _open = [];
    private readonly Timer _watch;
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Lock _lock = new();
    private int _waitingCount;
    private int _threads;
    private int _sleeping;
    private int _isRescuing;

    /// <summary>When the last hash was made, on <see cref="Environment.TickCount64"/>. Under the lock.</summary>
    private long _lastDoneAt;
    private volatile bool _isDisposed;

    public PasswordQueue() : this(WaitingForEach * ThreadsMax)
    {
    }

    /// <param name="capacity">Most that wait.</param>
    internal PasswordQueue(int capacity)
    {
        Capacity = capacity;
        _watch = new Timer(_ => RescueStarved());
    }

    /// <summary>Most that wait.</summary>
    internal int Capacity { get; }

    /// <summary>Those that wait, not counting the ones that are being worked on.</summary>
    internal int WaitingCount => Volatile.Read(ref _waitingCount);

    /// <summary>Addresses of which somebody is waiting or worked on.</summary>
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
        _isDisposed = true;
        _watch.Dispose();
        _wake.Release(ThreadsMax);
    }

    private async ValueTask<bool?> Run(Func<bool> work, IPAddress? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var item = new PasswordWork(work, cancellationToken);
        if (!TryAdd(item, address))
        {
            return null;
        }

        try
        {
            return await item.Done;
        }
        finally
        {
            Leave(item, address);
        }
    }

    private bool TryAdd(PasswordWork item, IPAddress? address)
    {
        lock (_lock)
        {
            var ofAddress = address is null ? 0 : _byAddress.GetValueOrDefault(address);
            if (_isDisposed || ofAddress >= Capacity / 2 || WaitingCount >= Capacity)
            {
                return false;
            }

            if (address is not null)
            {
                _byAddress[address] = ofAddress + 1;
            }

            StartThread();
            Interlocked.Increment(ref _waitingCount);
            _open.Add(item);
            _waiting.Enqueue(item);
        }

        if (Volatile.Read(ref _sleeping) > 0)
        {
            _wake.Release();
        }

        return true;
    }

    /// <summary>An address of which nobody is left is forgotten.</summary>
    private void Leave(PasswordWork item, IPAddress? address)
    {
        lock (_lock)
        {
            _open.Remove(item);
            _lastDoneAt = Environment.TickCount64;
            if (address is not null && --CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _) == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private void StartThread()
    {
        if (_threads < ThreadsMax)
        {
            _threads++;
            new Thread(Serve) { IsBackground = true, Name = "passwords" }.Start();
            _watch.Change(StarvedAfter, StarvedAfter);
        }
    }

    private void Serve()
    {
        ThreadPriorities.OnlyWhenIdle();
        while (!_isDisposed || !_waiting.IsEmpty)
        {
            if (TryTake(out var item))
            {
                item.Run();
                continue;
            }

            // Looked at again after it is known that this thread sleeps: who adds looks at that after adding.
            Interlocked.Increment(ref _sleeping);
            if (_waiting.IsEmpty && !_isDisposed)
            {
                _wake.Wait();
            }

            Interlocked.Decrement(ref _sleeping);
        }
    }

    private bool TryTake([NotNullWhen(true)] out PasswordWork? item)
    {
        if (!_waiting.TryDequeue(out item))
        {
            return false;
        }

        Interlocked.Decrement(ref _waitingCount);
        item.Begin();
        return true;
    }

    /// <summary>
    /// Looks for what found no idle core; one thread at a time carries it out, and then what waits behind it. Not only what has begun: a
    /// thread that finds no core does not even take what waits.
    /// </summary>
    private void RescueStarved()
    {
        PasswordWork[] starved;
        lock (_lock)
        {
            var since = Environment.TickCount64 - (long)StarvedAfter.TotalMilliseconds;
            starved = [.. _open
                .Where(item => item.BegunAt <= since || (item.AddedAt <= since && _lastDoneAt <= since))
                .OrderBy(item => item.AddedAt)];
        }

        if (starved.Length > 0 && Interlocked.Exchange(ref _isRescuing, 1) == 0)
        {
            new Thread(() => Rescue(starved)) { IsBackground = true, Name = "passwords" }.Start();
        }
    }

    private void Rescue(PasswordWork[] starved)
    {
        ThreadPriorities.Low();
        foreach (var item in starved)
        {
            item.Run();
        }

        while (TryTake(out var item))
        {
            item.Run();
        }

        Volatile.Write(ref _isRescuing, 0);
    }
}
