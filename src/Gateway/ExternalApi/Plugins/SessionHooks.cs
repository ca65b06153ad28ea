namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Tells the hooks of sessions, see <see cref="ISessionHook"/>.</summary>
internal sealed partial class SessionHooks(IEnumerable<ISessionHook> hooks, ILogger<SessionHooks> logger)
{
    private readonly ISessionHook[] _hooks = [.. hooks];

    /// <summary>Whether there is none to tell.</summary>
    public bool IsEmpty => _hooks.Length == 0;

    /// <summary>A session begins; never fails.</summary>
    public void LoggedIn(SessionFacts session)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                hook.LoggedIn(session);
            }
            catch (Exception exception)
            {
                LogFailed(exception, hook.GetType(), "login");
            }
        }
    }

    /// <summary>A session has ended; never fails.</summary>
    public void Ended(SessionFacts session, int? closeCode)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                hook.Ended(session, closeCode);
            }
            catch (Exception exception)
            {
                LogFailed(exception, hook.GetType(), "end");
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Hook} failed on the {What} of a session")]
    private partial void LogFailed(Exception exception, Type hook, string what);
}
