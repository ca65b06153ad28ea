using System.Runtime.InteropServices;
using EventPlatform.ClusterRounds;

if (args is ["--help"] or ["-h"])
{
    await Console.Out.WriteLineAsync(RoundsOptions.Usage);
    return 0;
}

if (RoundsOptions.Parse(args, out var wrong) is not { } options)
{
    await Console.Error.WriteLineAsync($"{wrong}\n\n{RoundsOptions.Usage}");
    return 2;
}

// Asked to end, it ends all that it has started, too.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return await new RoundsRun(options, Console.Out).Run(stop.Token) ? 0 : 1;
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
