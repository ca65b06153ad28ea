using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// The only user of the connection. Whatever has come while one commit was being made durable is the next one: many grains' writes share
/// a sync, and each is answered after it. A thread of its own, as it waits for the disk; with a single-threaded scheduler, turns of that.
/// A failure after which the database cannot be trusted (<see cref="SqliteResult.IsRefusal"/>) ends its use: all that waits and all that
/// comes fails.
/// </summary>
internal sealed class SqliteWriter(SqliteGrainStorageOptions options, IEngineScheduler scheduler, Action<OrleansException> onFault)
    : IThreadPoolWorkItem
{
    private readonly object _lock = new();
    private readonly Queue<SqliteOperation> _queue = new();
    private readonly List<SqliteOperation> _group = [];
    private SqliteFile? _file;
    private SqliteRows? _rows;
    private Thread? _thread;
    private bool _isScheduled;
    private bool _isClosing;

    /// <summary>Why nothing is done any more.</summary>
    private OrleansException? _fault;

    public void Execute()
    {
        while (TakeGroup(wait: false))
        {
            RunGroup();
        }
    }

    /// <exception cref="StorageUnusableException">The database cannot be used.</exception>
    internal void Open()
    {
        _file = SqliteFile.Open(options);
        _rows = new SqliteRows(_file.Connection);
        if (!scheduler.IsSingleThreaded)
        {
            _thread = new Thread(Loop) { IsBackground = true, Name = $"SQLite {options.DataSource}" };
            _thread.Start();
        }
    }

    /// <summary>Makes durable what was posted, then closes.</summary>
    /// <exception cref="OrleansException">What is in the log could not be moved into the file. It is durable all the same.</exception>
    internal void Close()
    {
        lock (_lock)
        {
            if (_isClosing || _file is null)
            {
                return;
            }

            _isClosing = true;
            Monitor.Pulse(_lock);
        }

        _thread?.Join();
        Execute();
        _rows?.Dispose();
        if (_fault is not null)
        {
            _file.Abandon();
            return;
        }

        try
        {
            _file.Dispose();
        }
        catch (SqliteException exception)
        {
            throw Failure(exception);
        }
    }

    /// <summary>From any thread.</summary>
    internal Task<object?> Post(Func<SqliteRows, object?> apply, bool isWrite)
    {
        var operation = new SqliteOperation(apply, isWrite, scheduler.PromiseOptions());
        lock (_lock)
        {
            if (_isClosing || _file is null)
            {
                return Task.FromException<object?>(new OrleansException($"The database {options.DataSource} is closed."));
            }

            if (_fault is not null)
            {
                return Task.FromException<object?>(_fault);
            }

            _queue.Enqueue(operation);
            if (!scheduler.IsSingleThreaded)
            {
                Monitor.Pulse(_lock);
                return operation.Done;
            }

            if (_isScheduled)
            {
                return operation.Done;
            }

            _isScheduled = true;
        }

        scheduler.Schedule(this);
        return operation.Done;
    }

    private void Loop()
    {
        while (TakeGroup(wait: true))
        {
            RunGroup();
        }
    }

    /// <summary>False: there is nothing to do (any more).</summary>
    private bool TakeGroup(bool wait)
    {
        lock (_lock)
        {
            while (_queue.Count == 0)
            {
                _isScheduled = false;
                if (!wait || _isClosing)
                {
                    return false;
                }

                Monitor.Wait(_lock);
            }

            _group.Clear();
            while (_group.Count < options.WritesPerCommitMax && _queue.TryDequeue(out var operation))
            {
                _group.Add(operation);
            }

            return true;
        }
    }

    private void RunGroup()
    {
        var writes = _group.Count(operation => operation.IsWrite);
        var begin = Stopwatch.GetTimestamp();
        try
        {
            Commit(writes > 0);
            if (writes > 0)
            {
                options.OnCommitted?.Invoke(writes);
                options.OnTimed?.Invoke(Stopwatch.GetElapsedTime(begin));
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: on this thread it would end the process, and what waits would never be answered.
            options.OnFailed?.Invoke(writes);
            Fail(exception);
            return;
        }

        _group.ForEach(operation => operation.Complete());
    }

    private void Commit(bool hasWrites)
    {
        if (hasWrites)
        {
            _file!.Connection.Run("BEGIN IMMEDIATE");
        }

        _group.ForEach(operation => operation.Apply(_rows!));
        if (hasWrites)
        {
            _file!.Connection.Run("COMMIT");
        }
    }

    /// <summary>What reached the disk is not known, so nothing of the group is said to have.</summary>
    private void Fail(Exception exception)
    {
        var isRolledBack = _file!.Connection.TryRollback();
        var isSound = isRolledBack && (exception is not SqliteException failed || SqliteResult.IsRefusal(failed));
        var failure = Failure(exception);
        List<SqliteOperation> failing = [.. _group];
        if (!isSound)
        {
            lock (_lock)
            {
                _fault = failure;
                failing.AddRange(_queue);
                _queue.Clear();
            }
        }

        failing.ForEach(operation => operation.Fail(failure));
        if (!isSound)
        {
            onFault(failure);
        }
    }

    private OrleansException Failure(Exception exception)
        => new($"The database {options.DataSource} failed: {exception.Message}", exception);
}
