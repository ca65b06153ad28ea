using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventPlatform.Gateway.Core;

/// <summary>Gives listeners of lines to the front end that speaks them.</summary>
internal sealed class LineListeners(ILineEndpoint endpoint, params string[] keys) : IListenerSetup
{
    internal static readonly string[] ExternalApi = [nameof(ListenersOptions.ExternalApiTcp), nameof(ListenersOptions.ExternalApiTcpTls)];

    internal static readonly string[] Status = [nameof(ListenersOptions.Status), nameof(ListenersOptions.StatusTls)];

    public IReadOnlyCollection<string> Keys => keys;

    public void ConfigureBeforeTls(string key, ListenOptions listen) => listen.UseLineAccess(endpoint);

    public void Configure(string key, ListenOptions listen) => listen.UseLines(endpoint);
}
