namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// What the hooks are told of one session: its begin and then its end, each once, or neither when it ends before its login is answered.
/// The lock is held while they are told, so that the end comes after the begin, and before whoever ends the session goes on.
/// </summary>
internal sealed class SessionLife(SessionHooks hooks, SessionFacts session)
{
    private readonly Lock _lock = new();
    private bool _isBegun;
    private bool _isEnded;

    /// <summary>Its login was answered.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                _isBegun = true;
                hooks.LoggedIn(session);
            }
        }
    }

    /// <summary>It has ended; only the first call counts.</summary>
    /// <param name="closeCode">See <see cref="ISessionHook.Ended"/>.</param>
    public void End(int? closeCode)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
            if (_isBegun)
            {
                hooks.Ended(session, closeCode);
            }
        }
    }
}
