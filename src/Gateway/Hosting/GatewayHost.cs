using System.Net;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Management;
using Microsoft.AspNetCore.Hosting.Server;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// The gateway as one thing that starts, drains and ends. The management server is apart, so that it answers before the first client is
/// served and until the last one has gone.
/// </summary>
internal sealed partial class GatewayHost : IAsyncDisposable
{
    private readonly LiveSettings _settings;
    private readonly GatewayParts _parts;
    private readonly StartOutput _output;
    private readonly WebApplication _app;
    private readonly ManagementServer? _management;
    private readonly Telemetry? _telemetry;
    private readonly Lifecycle _lifecycle;
    private readonly ILogger<GatewayHost> _logger;
    private bool _isStuck;

    /// <exception cref="ConfigurationException">A file that the settings name cannot be used.</exception>
    public GatewayHost(LiveSettings settings, GatewayParts parts, TextWriter output)
    {
        _settings = settings;
        _parts = parts;
        _output = new StartOutput(output);
        _app = GatewayApp.Build(settings, parts);
        _lifecycle = Services.GetRequiredService<Lifecycle>();
        _logger = Services.GetRequiredService<ILogger<GatewayHost>>();
        _telemetry = Telemetry.Start(settings.AtStart.Otlp.Endpoint, Services);
        Services.StartCounting();
        var listeners = settings.AtStart.Listeners;
        _management = ManagementServer.Build(
            new IPEndPoint(listeners.ManagementBind, listeners.Management), Services, () => _lifecycle.IsReady);
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>Cancelled when the host ends, be it asked to or because a part of it failed.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>
    /// 1. Health answers. 2. The engine starts, then ports are bound; who connects waits. 3. The directory knows us.
    /// 4. What must be there before the first client. 5. Clients are served.
    /// </summary>
    public async Task Start(CancellationToken cancellationToken)
    {
        if (_management is not null)
        {
            await _management.Start(cancellationToken);
        }

        try
        {
            await StartServing(cancellationToken);
        }
        catch
        {
            // What has started must end in order: the engine holds a store.
            await Drain();

            // Cut short, whatever it was about: what was under way may have failed for that.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Reads the settings again; see <see cref="LiveSettings.Reload"/>.</summary>
    public void Reload() => Services.GetRequiredService<SettingsReloader>().Reload();

    /// <summary>
    /// 1. Nobody new. 2. Clients are told, and what is left of them at the deadline is cut off. 3. The engine flushes and ends.
    /// </summary>
    /// <returns>False when the engine did not end within <c>Limits:DrainTimeout</c>.</returns>
    public async Task<bool> Drain()
    {
        var clock = Services.GetRequiredService<TimeProvider>();
        var timeout = _settings.Limits.CurrentValue.DrainTimeout;
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var clientsDeadline = new CancellationTokenSource(timeout - DrainTimes.ForEngine(timeout), clock);

        // Step 1
        LogDraining(timeout);
        await Services.GetRequiredService<SettingsWatcher>().DisposeAsync();
        _lifecycle.BeginDraining();
        var server = Services.GetRequiredService<IServer>().StopAsync(clientsDeadline.Token);

        // Step 2
        await Task.WhenAll(Services.GetServices<IDrainable>().Select(drainable => DrainOne(drainable, clientsDeadline.Token)));
        await server;

        // Step 3
        try
        {
            await _app.StopAsync(deadline.Token).WaitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            LogNotDrained(timeout);
            _isStuck = true;
            return false;
        }
    }

    /// <summary>Nothing when the engine did not end in time: it would be waited for again, and ends with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStuck)
        {
            return;
        }

        // Before the services that they ask.
        _telemetry?.Dispose();
        if (_management is not null)
        {
            await _management.DisposeAsync();
        }

        await _app.DisposeAsync();
    }

    private async Task StartServing(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        _output.Listening(_settings.AtStart.Listeners);
        var started = await StartPlatform(cancellationToken);
        await _parts.BeforeReady(Services, started, cancellationToken);
        _lifecycle.BecomeReady();
        _output.Ready();
        Services.GetRequiredService<SettingsWatcher>().Start();
    }

    private async Task<PlatformStarted> StartPlatform(CancellationToken cancellationToken)
    {
        var secret = Services.GetRequiredService<AdminSecret>();
        var password = secret.Generate();
        var hash = password is null ? null : PasswordHashes.Make(password);
        var start = new PlatformStart(_settings.AtStart.Events.Partitions, hash);
        var started = _parts.Start is null
            ? new PlatformStarted(new CoreServer(Guid.Empty, "default", "default"), hash, hash is not null)
            : await Ask(_parts.Start, Services, start, cancellationToken);
        secret.Take(started.AdminPasswordHash);
        if (started.Adopted && password is not null)
        {
            _output.GeneratedPassword(_settings.AtStart.Auth.Admin.User, password);
        }

        return started;
    }

    private static async Task<PlatformStarted> Ask(
        Func<IServiceProvider, PlatformStart, CancellationToken, Task<Outcome<PlatformStarted>>> ask,
        IServiceProvider services,
        PlatformStart start,
        CancellationToken cancellationToken)
    {
        var outcome = await ask(services, start, cancellationToken);
        return outcome.IsOk ? outcome.Value : throw ConfigurationException.Unusable(outcome.Refusal!.Field, outcome.Refusal.Detail);
    }

    private async Task DrainOne(IDrainable drainable, CancellationToken clientsDeadline)
    {
        try
        {
            await drainable.Drain(clientsDeadline).WaitAsync(clientsDeadline);
        }
        catch (OperationCanceledException) when (clientsDeadline.IsCancellationRequested)
        {
            LogCutOff(drainable.GetType().Name);
        }
        catch (Exception e)
        {
            // One that fails must not keep the others from ending in order.
            LogDrainFailed(e, drainable.GetType().Name);
        }
    }
}
