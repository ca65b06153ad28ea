namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// Sees the sessions of this gateway begin and end. Registered as a singleton service; several are told in the order of their
/// registration. Each session's begin is told once and then, once, its end; a session that ends before its login is answered is not told
/// at all. A process that is killed tells nothing more.
/// Both are called on any thread, those of one session one after the other, those of several sessions at the same time. They must not
/// block or wait: a client waits for the first, others may for the second. An exception is logged and changes nothing.
/// </summary>
public interface ISessionHook
{
    /// <summary>The answer to the login was queued; no request of the session has been carried out yet.</summary>
    /// <param name="session">The session; its end is told with the same object.</param>
    void LoggedIn(SessionFacts session);

    /// <summary>
    /// The session has ended, for whatever reason: it gets no more events and requests. Its id becomes free only after this, unless it was
    /// lost in a failure (4004).
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="closeCode">
    /// The code its connection is or will be closed with (external-api.md 1, also on TCP where it is not on the wire), the client's own
    /// close code, 1005 when the client gave none, or 1006 when the connection broke; null: the client has just ended its side.
    /// </param>
    void Ended(SessionFacts session, int? closeCode);
}
