using EventPlatform.Gateway.ExternalApi.Connections;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Asks the hooks of <c>user/get</c>, see <see cref="IUserGetHook"/>.</summary>
internal sealed partial class UserGetHooks(IEnumerable<IUserGetHook> hooks, ILogger<UserGetHooks> logger)
{
    private readonly IUserGetHook[] _hooks = [.. hooks];

    /// <param name="session">The session.</param>
    /// <param name="members">What is told of it: members of an object without braces, no secrets.</param>
    /// <returns>The same, as the hooks left it.</returns>
    public byte[] Run(ApiSession session, byte[] members) => _hooks.Length == 0 ? members : Ask(session.Facts, members);

    private byte[] Ask(SessionFacts session, byte[] members)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                ReadOnlyMemory<byte> told = (byte[])[(byte)'{', .. members, (byte)'}'];
                members = SessionDetails.MembersOf(HandlerJson.NormalizeObject(hook.Describing(session, told).Span).Span);
            }
            catch (Exception exception)
            {
                LogFailed(exception, hook.GetType());
            }
        }

        return members;
    }

    [LoggerMessage(LogLevel.Error, "{Hook} failed on a session, which is told of as it was")]
    private partial void LogFailed(Exception exception, Type hook);
}
