using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EventPlatform.Testing.Processes;

/// <summary>A silo or gateway as a user runs it: a process of its own.</summary>
public sealed partial class ClusterProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Suspend = 19;
    private static readonly TimeSpan SaysWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private ClusterProcess(string program, IEnumerable<string> arguments, TextWriter? log)
    {
        _log = TextWriter.Synchronized(log ?? TextWriter.Null);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(log is null ? _errors : [], line.Data);
    }

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    /// <summary>What it wrote to standard error; empty when that goes to a log.</summary>
    public string Errors => Text(_errors);

    /// <summary>Starts the silo that is built beside the tests.</summary>
    public static ClusterProcess Silo(params string[] arguments) => Launch("EventPlatform.Silo.dll", arguments);

    /// <summary>A silo for this machine.</summary>
    /// <param name="database">Its database's connection string.</param>
    /// <param name="ports">For silos, and for gateways.</param>
    public static ClusterProcess SiloOf(string database, int[] ports) => Silo(
        $"--Cluster:ConnectionString={database}",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        $"--Cluster:SiloPort={ports[0]}",
        $"--Cluster:GatewayPort={ports[1]}");

    /// <summary>Starts the gateway that is built beside the tests.</summary>
    public static ClusterProcess Gateway(params string[] arguments) => Launch("EventPlatform.Gateway.dll", arguments);

    /// <param name="program">Its dll, by a path or a name beside the tests.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="log">Takes both outputs; null: standard error is kept in memory.</param>
    public static ClusterProcess Launch(string program, IEnumerable<string> arguments, TextWriter? log = null)
    {
        var process = new ClusterProcess(Path.Combine(AppContext.BaseDirectory, program), arguments, log);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits for <c>ready</c>.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task<ClusterProcess> WhenReady(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
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
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"It ended with {_process.ExitCode}: {Errors}");
            }

            await pace.WaitForNextTickAsync(end.Token);
        }
    }

    /// <summary>Ends it without warning (SIGKILL).</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM); its exit code.</summary>
    public Task<int> Stop(CancellationToken cancellationToken)
    {
        _ = SendSignal(_process.Id, Terminate);
        return ExitCode(cancellationToken);
    }

    /// <summary>From now on it neither does nor says anything, and its connections stay (SIGSTOP).</summary>
    public void Hang() => _ = SendSignal(_process.Id, Suspend);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void GoOn() => _ = SendSignal(_process.Id, Continue);

    public async Task<int> ExitCode(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
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

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
