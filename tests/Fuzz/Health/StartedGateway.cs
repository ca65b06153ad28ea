using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Health;

/// <summary>A gateway that was started for this run, as a user starts one: a process of its own, with nothing to keep.</summary>
internal sealed class StartedGateway : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Action<string> _onError;

    private StartedGateway(string dll, Ports ports, Action<string> onError)
    {
        _onError = onError;
        Ports = ports;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            dll, .. ports.Arguments(), "--Auth:Open=true", "--Data:Path=:memory:", "--WebSocket:Compression=true",
            $"--Directory:Seed={Path.Combine(AppContext.BaseDirectory, "directory.json")}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Written(line.Data);
    }

    public Ports Ports { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Memory that it has in use, in bytes (resident set).</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="dll">The gateway's dll.</param>
    /// <param name="onError">Told each line of standard error, which is its log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public static async Task<StartedGateway> Start(string dll, Action<string> onError, CancellationToken cancellationToken)
    {
        var gateway = new StartedGateway(dll, Ports.Free(), onError);
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        _ = gateway.ReadErrors();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        await foreach (var line in gateway._output.Reader.ReadAllAsync(limit.Token))
        {
            if (line == "ready")
            {
                return gateway;
            }
        }

        throw new InvalidOperationException("The gateway has ended while it was started; standard error says why.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>Lines end at LF only: clients' texts in the log may have CR.</summary>
    private async Task ReadErrors()
    {
        var line = new StringBuilder();
        var buffer = new char[4_096];
        int count;
        while ((count = await _process.StandardError.ReadAsync(buffer)) > 0)
        {
            foreach (var character in buffer.AsMemory(0, count).ToArray())
            {
                if (character != '\n')
                {
                    line.Append(character);
                    continue;
                }

                _onError(line.ToString());
                line.Clear();
            }
        }
    }

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
