namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Asks the hooks of outgoing events, see <see cref="IEventHook"/>. Used by one thread at a time.</summary>
internal sealed partial class EventHooks(IEnumerable<IEventHook> hooks, ILogger<EventHooks> logger)
{
    private readonly IEventHook[] _hooks = [.. hooks];
    private bool _isFailureLogged;

    /// <summary>Whether there is none to ask.</summary>
    public bool IsEmpty => _hooks.Length == 0;

    /// <summary>The next event comes.</summary>
    public void Begin() => _isFailureLogged = false;

    /// <returns>The same object, a changed one, or null: it is not delivered.</returns>
    public OutgoingEvent? Run(SessionFacts session, OutgoingEvent outgoing)
    {
        var current = outgoing;
        foreach (var hook in _hooks)
        {
            try
            {
                current = hook.Delivering(session, current);
            }
            catch (Exception exception)
            {
                LogOnce(exception, hook.GetType());
            }

            if (current is null)
            {
                return null;
            }
        }

        return current;
    }

    private void LogOnce(Exception exception, Type hook)
    {
        if (!_isFailureLogged)
        {
            _isFailureLogged = true;
            LogFailed(exception, hook);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Hook} failed on an event, which is delivered as it was")]
    private partial void LogFailed(Exception exception, Type hook);
}
