using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>
/// Ends sessions (4501) whose credentials have ended, whenever accounts, files or settings that decide over them have changed. All
/// sessions are looked at, so not by who makes the change, and once for changes that come meanwhile.
/// </summary>
internal sealed partial class CredentialWatch(
    ISessions sessions,
    IAccounts accounts,
    IOptionsMonitor<CredentialFiles> files,
    IOptionsMonitor<AuthOptions> auth,
    ILogger<CredentialWatch> logger) : IHostedService, IDisposable
{
    private IDisposable?[] _subscriptions = [];
    private int _isDue;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        accounts.Changed += LookSoon;
        _subscriptions = [files.OnChange((_, _) => LookSoon()), auth.OnChange((_, _) => LookSoon())];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        accounts.Changed -= LookSoon;
        foreach (var subscription in _subscriptions)
        {
            subscription?.Dispose();
        }
    }

    private void LookSoon()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static watch => watch.Look(), this, preferLocal: false);
        }
    }

    private void Look()
    {
        // Before looking: what changes from here on is looked at again.
        Interlocked.Exchange(ref _isDue, 0);
        foreach (var session in sessions.Local.OfType<ApiSession>())
        {
            try
            {
                session.Rights.EndIfOver(session);
            }
            catch (Exception exception)
            {
                // One session's fault must not keep the others open.
                LogFailed(exception, session.Claim.SessionId);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Session {SessionId} could not be ended")]
    private partial void LogFailed(Exception exception, string sessionId);
}
