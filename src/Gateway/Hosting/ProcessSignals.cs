using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Hosting;

/// <summary>SIGTERM and SIGINT ask for a drain, the second one ends the process at once with 1; SIGHUP asks for a reload.</summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action? _reload;
    private int _stops;

    public ProcessSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload),
    ];

    /// <summary>Cancelled by the first request to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>What SIGHUP does from now on; before, it does nothing.</summary>
    public void ReloadWith(Action reload) => Volatile.Write(ref _reload, reload);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _stops) > 1)
        {
            Environment.Exit(ExitCode.Failed);
        }

        // Callbacks run elsewhere: a second signal must find this thread free.
        _ = _stop.CancelAsync();
    }

    private void OnReload(PosixSignalContext context)
    {
        context.Cancel = true;
        Volatile.Read(ref _reload)?.Invoke();
    }
}
