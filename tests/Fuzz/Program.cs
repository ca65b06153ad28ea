using System.Runtime.InteropServices;
using EventPlatform.Fuzz;

if (FuzzOptions.Parse(args, out var wrong) is not { } options)
{
    await Console.Error.WriteLineAsync($"{wrong}\n\n{FuzzOptions.Usage}");
    return 2;
}

// Asked to end, it ends the gateway that it has started, too.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return await new FuzzRun(options, Console.Out).Run(stop.Token) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Ended before its time.");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
