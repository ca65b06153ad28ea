using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// A front end's hold on listeners. Registered ones (<c>services.AddSingleton&lt;IListenerSetup, T&gt;()</c>) are called for each of their
/// listeners that is on, after key and gate, before and after TLS. HTTP listeners take WebSocket front ends already; a listener of lines
/// must be given to one here (<c>listen.UseLines(..)</c>), else it closes every connection.
/// </summary>
internal interface IListenerSetup
{
    /// <summary>Keys of the listeners it wants, such as <c>ExternalApiTcp</c>.</summary>
    IReadOnlyCollection<string> Keys { get; }

    /// <summary>What stands before the TLS handshake of a listener that has one; nothing unless said otherwise.</summary>
    void ConfigureBeforeTls(string key, ListenOptions listen)
    {
    }

    /// <summary>What speaks on the listener.</summary>
    void Configure(string key, ListenOptions listen);
}
