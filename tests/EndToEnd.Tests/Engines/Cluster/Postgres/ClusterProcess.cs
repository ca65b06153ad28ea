using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>A silo or gateway as a user runs it: a process of its own.</summary>
internal sealed partial class ClusterProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Suspend = 19;
    private static readonly TimeSpan SaysWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private ClusterProcess(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
    }

    internal string Output => Text(_output);

    internal string Errors => Text(_errors);

    internal static ClusterProcess Silo(params string[] arguments) => Launch("EventPlatform.Silo.dll", arguments);

    /// <summary>A silo for this machine.</summary>
    /// <param name="database">Its database's connection string.</param>
    /// <param name="ports">For silos, and for gateways.</param>
    internal static ClusterProcess SiloOf(string database, int[] ports) => Silo(
        $"--Cluster:ConnectionString={database}",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        $"--Cluster:SiloPort={ports[0]}",
        $"--Cluster:GatewayPort={ports[1]}");

    internal static ClusterProcess Gateway(params string[] arguments) => Launch("EventPlatform.Gateway.dll", arguments);

    /// <summary>Waits for <c>ready</c>.</summary>
    internal async Task<ClusterProcess> WhenReady(CancellationToken cancellationToken)
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
    internal async Task WhenLogged(string text, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(SaysWithin);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!Errors.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Errors);
            await pace.WaitForNextTickAsync(end.Token);
        }
    }

    /// <summary>Ends it without warning (SIGKILL).</summary>
    internal async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>From now on it neither does nor says anything, and its connections stay (SIGSTOP).</summary>
    internal Task Hang()
    {
        _ = SendSignal(_process.Id, Suspend);
        return Task.CompletedTask;
    }

    /// <summary>Asks it to end (SIGTERM); its exit code.</summary>
    internal Task<int> Stop(CancellationToken cancellationToken)
    {
        _ = SendSignal(_process.Id, Terminate);
        return ExitCode(cancellationToken);
    }

    internal async Task<int> ExitCode(CancellationToken cancellationToken)
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

    private static ClusterProcess Launch(string program, string[] arguments)
    {
        var process = new ClusterProcess(program, arguments);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
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
            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
