namespace EventPlatform.Testing.Processes;

/// <summary>A silo or gateway as a user runs it.</summary>
public sealed class ClusterProcess : ChildProcess
{
    private static readonly TimeSpan SaysWithin = TimeSpan.FromSeconds(30);
    private readonly TextWriter _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private ClusterProcess(string program, IEnumerable<string> arguments, TextWriter? log)
        : base(program, arguments)
    {
        _log = TextWriter.Synchronized(log ?? TextWriter.Null);
        Process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        Process.ErrorDataReceived += (_, line) => Take(log is null ? _errors : [], line.Data);
    }

    public string Output => Text(_output);

    /// <summary>What it wrote to standard error; empty when that goes to a log.</summary>
    public string Errors => Text(_errors);

    /// <summary>Starts the silo that is built beside the tests.</summary>
    public static ClusterProcess Silo(params string[] arguments) => Launch("EventPlatform.Silo.dll", arguments);

    /// <summary>A silo for this machine.</summary>
    /// <param name="database">Its database's connection string.</param>
    /// <param name="ports">For silos, and for gateways.</param>
    /// <param name="arguments">Further ones; without any its management port is off.</param>
    public static ClusterProcess SiloOf(string database, int[] ports, params string[] arguments) => Silo(
    [
        $"--Cluster:ConnectionString={database}",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        $"--Cluster:SiloPort={ports[0]}",
        $"--Cluster:GatewayPort={ports[1]}",
        "--Listeners:Management=0",
        .. arguments,
    ]);

    /// <summary>Starts the gateway that is built beside the tests.</summary>
    public static ClusterProcess Gateway(params string[] arguments) => Launch("EventPlatform.Gateway.dll", arguments);

    /// <param name="program">Its dll, by a path or a name beside the tests.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="log">Takes both outputs; null: standard error is kept in memory.</param>
    public static ClusterProcess Launch(string program, IEnumerable<string> arguments, TextWriter? log = null)
    {
        var process = new ClusterProcess(Path.Combine(AppContext.BaseDirectory, program), arguments, log);
        process.Begin();
        return process;
    }

    /// <summary>Waits for <c>ready</c>.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task<ClusterProcess> WhenReady(CancellationToken cancellationToken)
    {
        var ended = Process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(_ready.Task, ended);
        return _ready.Task.IsCompleted
            ? this
            : throw new InvalidOperationException($"It ended with {await ExitCode(cancellationToken)}: {Errors}");
    }

    /// <summary>Waits for a line in its log.</summary>
    /// <param name="text">A part of the line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task WhenLogged(string text, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(SaysWithin);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!Errors.Contains(text, StringComparison.Ordinal))
        {
            if (HasExited)
            {
                throw new InvalidOperationException($"It ended with {Process.ExitCode}: {Errors}");
            }

            await pace.WaitForNextTickAsync(end.Token);
        }
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }

    private void Take(List<string> lines, string? line)
    {
        if (line is null)
        {
            _log.Flush();
            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        _log.WriteLine(line);
        if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }
}
