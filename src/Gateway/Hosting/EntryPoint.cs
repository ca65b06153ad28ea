using EventPlatform.Gateway.Configuration;
using EventPlatform.Management;

namespace EventPlatform.Gateway.Hosting;

/// <summary>The life of the process: read settings, start, serve until a signal, drain.</summary>
internal static class EntryPoint
{
    /// <summary>Runs the gateway on the process's own streams and signals.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> Run(string[] args, GatewayParts parts)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            return arguments.Command is { } command ? await Do(command, SourcesOf(arguments)) : await Run(arguments, parts);
        }
        catch (Exception e)
        {
            return Fail(e);
        }
    }

    private static async Task<int> Do(OneTimeCommand command, SettingsSources sources) => command.Kind switch
    {
        OneTimeCommandKind.HashPassword => HashPasswordCommand.Run(System.Console.In, System.Console.Out, System.Console.Error),
        OneTimeCommandKind.CheckHealth => await CheckHealthCommand.Run(sources, System.Console.Error, CancellationToken.None),
        _ => StoreCommand.Run(command, SettingsBinder.Bind(sources.Read()).Data, System.Console.Out),
    };

    private static SettingsSources SourcesOf(Arguments arguments) => new(AppContext.BaseDirectory, arguments);

    private static async Task<int> Run(Arguments arguments, GatewayParts parts)
    {
        using var signals = new ProcessSignals();
        try
        {
            var sources = SourcesOf(arguments);
            var settings = new LiveSettings(sources.Read, sources.Files);
            return await Serve(settings, parts, signals);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Ended;
        }
    }

    private static async Task<int> Serve(LiveSettings settings, GatewayParts parts, ProcessSignals signals)
    {
        await using var host = new GatewayHost(settings, parts, System.Console.Out);
        await host.Start(signals.Stop);
        signals.ReloadWith(host.Reload);

        // The host ends by itself only when a part of it has failed for good.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop, host.Stopping);
        await end.Token.WhenCancelled();
        signals.ReloadWith(() => { });
        var isDrained = await host.Drain();
        return isDrained && signals.Stop.IsCancellationRequested ? ExitCode.Ended : ExitCode.Failed;
    }

    private static int Fail(Exception e)
    {
        // Hosting wraps what a hosted service throws when several fail.
        var cause = e is AggregateException { InnerExceptions: [var only] } ? only : e;

        // What an operator can mend needs no stack; of a fault of ours it is all there is.
        var isClear = cause is ConfigurationException or ListenException or OrleansException;
        System.Console.Error.WriteLine(isClear ? cause.Message : $"the start failed: {cause}");
        return cause is ConfigurationException ? ExitCode.Misconfigured : ExitCode.Failed;
    }

    private static async Task WhenCancelled(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
    }
}
