using System.Diagnostics;
using System.Threading.Channels;
using EventPlatform.Testing.Processes;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>The product as a user runs it: a process of its own, over a data folder that outlives it.</summary>
internal sealed class GatewayProcess : ChildProcess
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly List<string> _errors = [];

    /// <summary>Ends with the next line of standard error.</summary>
    private volatile TaskCompletionSource _written = NewSignal();

    private GatewayProcess(string program, Ports ports, string dataPath, string[] arguments, Action<ProcessStartInfo>? configure = null)
        : base(
            Path.Combine(AppContext.BaseDirectory, program), [.. ports.Arguments(), $"--Data:Path={dataPath}", .. arguments], configure)
    {
        Ports = ports;
        Process.OutputDataReceived += (_, line) => Written(line.Data);
        Process.ErrorDataReceived += (_, line) =>
        {
            TaskCompletionSource written;
            lock (_errors)
            {
                _errors.Add(line.Data ?? "");
                (written, _written) = (_written, NewSignal());
            }

            written.SetResult();
        };
    }

    internal Ports Ports { get; }

    /// <summary>Lines of standard output up to <c>ready</c>.</summary>
    internal List<string> Output { get; } = [];

    internal string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    /// <summary>Starts it and waits for <c>ready</c>.</summary>
    internal static Task<GatewayProcess> Start(
        Ports ports, string dataPath, CancellationToken cancellationToken, params string[] arguments) =>
        WhenReady(Run(ports, dataPath, arguments), cancellationToken);

    /// <summary>Starts a program that has the gateway in it, over a store in memory, and waits for <c>ready</c>.</summary>
    internal static Task<GatewayProcess> StartOther(
        string program, Ports ports, CancellationToken cancellationToken, params string[] arguments) =>
        WhenReady(Launch(new GatewayProcess(program, ports, ":memory:", arguments)), cancellationToken);

    /// <summary>Starts it with an environment or a working directory of its own, and waits for <c>ready</c>.</summary>
    internal static Task<GatewayProcess> StartIn(
        Action<ProcessStartInfo> configure, Ports ports, string dataPath, CancellationToken cancellationToken, params string[] arguments) =>
        WhenReady(Launch(new GatewayProcess("EventPlatform.Gateway.dll", ports, dataPath, arguments, configure)), cancellationToken);

    private static async Task<GatewayProcess> WhenReady(GatewayProcess gateway, CancellationToken cancellationToken)
    {
        await foreach (var line in gateway._output.Reader.ReadAllAsync(cancellationToken))
        {
            gateway.Output.Add(line);
            if (line == "ready")
            {
                return gateway;
            }
        }

        throw new InvalidOperationException($"It ended with {await gateway.ExitCode(cancellationToken)}: {gateway.Errors}");
    }

    /// <summary>Starts it and does not wait.</summary>
    internal static GatewayProcess Run(Ports ports, string dataPath, params string[] arguments) =>
        Launch(new GatewayProcess("EventPlatform.Gateway.dll", ports, dataPath, arguments));

    private static GatewayProcess Launch(GatewayProcess gateway)
    {
        gateway.Begin();
        return gateway;
    }

    /// <summary>Asks it to end (SIGTERM, SIGINT) and does not wait.</summary>
    internal void AskToEnd(bool isInterrupt = false) => Signal(isInterrupt ? Interrupt : Terminate);

    /// <summary>Asks it to read its settings again (SIGHUP).</summary>
    internal void AskToReload() => Signal(HangUp);

    /// <summary>The next line of standard output, after those that were taken.</summary>
    internal ValueTask<string> NextLine(CancellationToken cancellationToken) => _output.Reader.ReadAsync(cancellationToken);

    /// <summary>Lines of standard output that nobody took.</summary>
    internal IEnumerable<string> Rest()
    {
        while (_output.Reader.TryRead(out var line))
        {
            yield return line;
        }
    }

    /// <summary>Waits until standard error has a text so many times.</summary>
    internal async Task Logged(string text, CancellationToken cancellationToken, int times = 1)
    {
        while (true)
        {
            var written = _written.Task;
            if (Errors.Split(text).Length > times)
            {
                return;
            }

            await written.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Written(string? line)
    {
        if (line is null)
        {
            _output.Writer.TryComplete();
            return;
        }

        _output.Writer.TryWrite(line);
    }
}
