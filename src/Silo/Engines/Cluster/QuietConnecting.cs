using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Silo;

/// <summary>
/// Until a client has connected for the first time, the engine's categories that tell of each attempt, with a stack, tell errors only. Who
/// names one of them more exactly below <c>Logging</c> hears it.
/// </summary>
internal sealed class QuietConnecting
    : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IHostedLifecycleService, IDisposable
{
    private static readonly string[] Categories =
        ["Orleans.Connections.Security", "Orleans.Messaging.GatewayManager", "Orleans.Runtime.Messaging"];

    private readonly CancellationTokenSource _connected = new();

    public string? Name => Options.DefaultName;

    /// <summary>Levels are looked up again once, when the client has connected.</summary>
    public IChangeToken GetChangeToken() =>
        new CancellationChangeToken(_connected.IsCancellationRequested ? CancellationToken.None : _connected.Token);

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (_connected.IsCancellationRequested)
        {
            return;
        }

        foreach (var category in Categories)
        {
            options.Rules.Add(new LoggerFilterRule(null, category, LogLevel.Error, null));
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => _connected.CancelAsync();

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _connected.Dispose();
}
