using Microsoft.Data.Sqlite;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// The only user of the connection. Whatever has come while one commit was being made durable is the next one: many grains' writes share
/// a sync, and each is answered after it. A thread of its own, as it waits for the disk; with a single-threaded scheduler, turns of that.
/// </summary>
internal sealed class SqliteWriter(SqliteGrainStorageOptions options, IEngineScheduler scheduler, SqliteMetrics metrics)
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
        _file = SqliteFile.Open(options.DataSource);
        _rows = new SqliteRows(_file.Connection);
        if (!scheduler.IsSingleThreaded)
        {
            _thread = new Thread(Loop) { IsBackground = true, Name = $"SQLite {options.DataSource}" };
            _thread.Start();
        }
    }

    /// <summary>Makes durable what was posted, then closes.</summary>
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
        _file.Dispose();
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
        try
        {
            Commit(writes > 0);
        }
        catch (SqliteException exception)
        {
            // What reached the disk is not known, so nothing is said to have.
            var failure = new OrleansException($"The database {options.DataSource} failed: {exception.Message}", exception);
            _group.ForEach(operation => operation.Fail(failure));
            return;
        }

        if (writes > 0)
        {
            metrics.Committed(writes);
            options.OnCommitted?.Invoke(writes);
        }

        _group.ForEach(operation => operation.Complete());
    }

    private void Commit(bool hasWrites)
    {
        if (!hasWrites)
        {
            _group.ForEach(operation => operation.Apply(_rows!));
            return;
        }

        var connection = _file!.Connection;
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            _group.ForEach(operation => operation.Apply(_rows!));
            connection.Run("COMMIT");
        }
        catch (SqliteException)
        {
            Rollback(connection);
            throw;
        }
    }

    private static void Rollback(SqliteConnection connection)
    {
        try
        {
            connection.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some failures have rolled back already; the first one is the one to tell.
        }
    }
}
