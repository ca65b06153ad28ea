namespace EventPlatform.Testing.Processes;

/// <summary>A silo or a gateway: one process after the other at the same ports. Each has a log of its own.</summary>
public class Node(string name, string program, string[] arguments, string logs) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private ClusterProcess? _process;
    private StreamWriter? _log;
    private int _lives;

    public string Name => name;

    /// <summary>Starts a process and waits until it is ready.</summary>
    public async Task Start(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        var path = Path.Combine(logs, $"{name}-{++_lives}.log");
        _log = new StreamWriter(path);
        _process = ClusterProcess.Launch(program, arguments, _log);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            await _process.WhenReady(limit.Token);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{name} did not start; see {path}", exception);
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task Kill() => _process!.Kill();

    /// <summary>SIGTERM; the exit code.</summary>
    public Task<int> Stop(CancellationToken cancellationToken) => _process!.Stop(cancellationToken);

    /// <summary>SIGSTOP.</summary>
    public void Hang() => _process!.Hang();

    /// <summary>SIGCONT.</summary>
    public void GoOn() => _process!.GoOn();

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code; null when it has not ended in time.</returns>
    public async Task<int?> Ended(TimeSpan limit, CancellationToken cancellationToken) =>
        await Clock.Until(() => _process!.HasExited, limit, cancellationToken) ? await _process!.ExitCode(cancellationToken) : null;

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            await _log!.DisposeAsync();
        }

        _process = null;
        GC.SuppressFinalize(this);
    }
}
