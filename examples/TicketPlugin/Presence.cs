using System.Collections.Concurrent;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>Who is here: users with a session on this gateway.</summary>
internal sealed class Presence : ISessionHook
{
    // Sessions, not their ids: after a failure another one may have the id before this one's end is told.
    private readonly ConcurrentDictionary<SessionFacts, bool> _sessions = new(ReferenceEqualityComparer.Instance);

    public void LoggedIn(SessionFacts session) => _sessions.TryAdd(session, true);

    public void Ended(SessionFacts session, int? closeCode) => _sessions.TryRemove(session, out _);

    /// <summary>Each once, in ordinal order.</summary>
    public string[] Users() => [.. _sessions.Keys.Select(session => session.User).Distinct().Order(StringComparer.Ordinal)];
}
