using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>The rules in force; a reload swaps them whole. What was subscribed under older ones stays.</summary>
internal sealed class LiveRules : IDisposable
{
    private readonly IDisposable? _subscription;
    private volatile Rules _current;

    public LiveRules(IOptionsMonitor<AuthorizationOptions> options)
    {
        _current = new Rules(options.CurrentValue.Rules);
        _subscription = options.OnChange((changed, _) => _current = new Rules(changed.Rules));
    }

    public Rules Current => _current;

    public void Dispose() => _subscription?.Dispose();
}
