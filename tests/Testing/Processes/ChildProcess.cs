using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EventPlatform.Testing.Processes;

/// <summary>A program of the product as a process of its own, which ends with whoever started it.</summary>
public abstract partial class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Suspend = 19;

    /// <param name="program">Its dll.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="configure">Changes how it is started; null: as the caller runs.</param>
    protected ChildProcess(string program, IEnumerable<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        configure?.Invoke(start);
        Process = new Process { StartInfo = start };
    }

    public int Id => Process.Id;

    public bool HasExited => Process.HasExited;

    protected Process Process { get; }

    /// <summary>Ends it without warning (SIGKILL).</summary>
    public async Task Kill()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM); its exit code.</summary>
    public Task<int> Stop(CancellationToken cancellationToken)
    {
        Signal(Terminate);
        return ExitCode(cancellationToken);
    }

    /// <summary>From now on it neither does nor says anything, and its connections stay (SIGSTOP).</summary>
    public void Hang() => Signal(Suspend);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void GoOn() => Signal(Continue);

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitCode(CancellationToken cancellationToken)
    {
        await Process.WaitForExitAsync(cancellationToken);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            await Kill();
        }

        Process.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="signal">Its number.</param>
    public void Signal(int signal) => _ = SendSignal(Process.Id, signal);

    protected void Begin()
    {
        Process.Start();
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
