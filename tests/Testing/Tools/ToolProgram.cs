using System.Runtime.InteropServices;

namespace EventPlatform.Testing.Tools;

/// <summary>The frame of a program that tests the product from outside: its options, its end by a signal, its exit code.</summary>
public static class ToolProgram
{
    /// <summary>Reads the options and runs; asked to end, it ends all that it has started, too.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="usage">What is printed for <c>--help</c>, and for arguments that are not understood.</param>
    /// <param name="parse">Reads the options.</param>
    /// <param name="run">Does the work; true: all was as it should be.</param>
    /// <returns>The exit code: 0 as it should be, 1 not, 2 the arguments are wrong.</returns>
    public static async Task<int> Run<T>(string[] args, string usage, OptionsReader<T> parse, Func<T, CancellationToken, Task<bool>> run)
        where T : class
    {
        if (args is ["--help"] or ["-h"])
        {
            await Console.Out.WriteLineAsync(usage);
            return 0;
        }

        if (parse(args, out var wrong) is not { } options)
        {
            await Console.Error.WriteLineAsync($"{wrong}\n\n{usage}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await run(options, stop.Token) ? 0 : 1;
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
    }
}
