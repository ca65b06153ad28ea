namespace Orleans.Embedded;

/// <summary>Something to do with the rows; its task ends when it is done and, for a write, durable.</summary>
internal sealed class SqliteOperation(Func<SqliteRows, object?> apply, bool isWrite, TaskCreationOptions options)
{
    private readonly TaskCompletionSource<object?> _done = new(options);
    private object? _result;

    internal bool IsWrite => isWrite;

    /// <summary>What the function returned.</summary>
    internal Task<object?> Done => _done.Task;

    internal void Apply(SqliteRows rows) => _result = apply(rows);

    internal void Complete() => _done.TrySetResult(_result);

    internal void Fail(Exception exception) => _done.TrySetException(exception);
}
