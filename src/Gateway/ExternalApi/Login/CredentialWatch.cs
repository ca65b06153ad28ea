using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>Ends sessions (4501) whose credentials have ended, whenever accounts, files or settings that decide over them have changed.</summary>
internal sealed class CredentialWatch(
    ISessions sessions, IAccounts accounts, IOptionsMonitor<CredentialFiles> files, IOptionsMonitor<AuthOptions> auth) : IHostedService, IDisposable
{
    private IDisposable?[] _subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        accounts.Changed += Look;
        _subscriptions = [files.OnChange((_, _) => Look()), auth.OnChange((_, _) => Look())];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        accounts.Changed -= Look;
        foreach (var subscription in _subscriptions)
        {
            subscription?.Dispose();
        }
    }

    private void Look()
    {
        foreach (var session in sessions.Local.OfType<ApiSession>())
        {
            session.Rights.EndIfOver(session);
        }
    }
}
