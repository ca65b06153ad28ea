namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// Changes or drops events on their way to sessions of the External API (external-api.md 5). Registered as a singleton service; several
/// are asked in the order of their registration, each sees what the one before has made of the event. With none registered an event is
/// encoded once however many get it; with one, each delivery that a hook changes is encoded for itself.
/// </summary>
public interface IEventHook
{
    /// <summary>
    /// Asked for every delivery of an event to a session of this gateway, those of the automatic subscriptions and the server's own
    /// events included (<c>gap</c> too: who drops it is not told that events may be missing). Deliveries keep their order whatever the
    /// hook does.
    /// It is called by the one loop through which all events of this gateway go, under locks that subscribing needs too: it decides by
    /// what it has at hand, in microseconds, and never blocks, waits or calls out. An exception is logged, once for an event, and leaves
    /// the event as it was before this hook.
    /// </summary>
    /// <param name="session">Who is to get it. Its login may not have been answered yet; the event then follows the answer.</param>
    /// <param name="outgoing">The event as the client would get it, the subscription's body merged into it.</param>
    /// <returns>The same, or a changed one (<c>outgoing with { … }</c>); null: this session does not get it.</returns>
    OutgoingEvent? Delivering(SessionFacts session, OutgoingEvent outgoing);
}
