using System.Collections.Concurrent;
using System.Net;

namespace EventPlatform.Gateway.Security.Passwords;

/// <summary>
/// Where passwords are hashed: a hash costs about 67 ms of a core on purpose, so it must not take the cores that move events. Threads of
/// its own work at a low priority, all but one core's worth of them; who waits is bounded, in all and for each address.
/// </summary>
internal sealed class PasswordQueue : IDisposable
{
    /// <summary>Waiting for each thread; the last of them waits some 4 s.</summary>
    internal const int WaitingForEach = 64;

    private static readonly int ThreadsMax = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly BlockingCollection<Action> _waiting;
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Lock _lock = new();
    private int _threads;

    public PasswordQueue() : this(WaitingForEach * ThreadsMax)
    {
    }

    /// <param name="capacity">Most that wait.</param>
    internal PasswordQueue(int capacity) => _waiting = new BlockingCollection<Action>(capacity);

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

    public void Dispose() => _waiting.CompleteAdding();

    private async ValueTask<bool?> Run(Func<bool> work, IPAddress? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!TryAdd(() => Work(done, work, address, cancellationToken), address))
        {
            return null;
        }

        return await done.Task;
    }

    private bool TryAdd(Action item, IPAddress? address)
    {
        lock (_lock)
        {
            if (_waiting.IsAddingCompleted)
            {
                return false;
            }

            var ofAddress = address is null ? 0 : _byAddress.GetValueOrDefault(address);
            if (ofAddress >= Capacity / 2 || !_waiting.TryAdd(item))
            {
                return false;
            }

            if (address is not null)
            {
                _byAddress[address] = ofAddress + 1;
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
        LowPriority.OfThisThread();
        foreach (var item in _waiting.GetConsumingEnumerable())
        {
            item();
        }
    }

    private void Work(TaskCompletionSource<bool> done, Func<bool> work, IPAddress? address, CancellationToken cancellationToken)
    {
        Leave(address);
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.TrySetResult(work());
        }
        catch (Exception exception)
        {
            // It belongs to who asked; this thread serves the others.
            done.TrySetException(exception);
        }
    }

    /// <summary>Its turn has come: it waits no more. An address of which nobody waits is forgotten.</summary>
    private void Leave(IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        lock (_lock)
        {
            var left = _byAddress[address] - 1;
            if (left == 0)
            {
                _byAddress.Remove(address);
            }
            else
            {
                _byAddress[address] = left;
            }
        }
    }
}
