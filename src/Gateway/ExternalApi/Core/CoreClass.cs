using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>The commands of class <c>core</c> (external-api.md 4). Login is not one of them: it has rules of its own.</summary>
internal static class CoreClass
{
    public static CommandClass New(SessionLog sessionLog) => new(
        "core",
        [
            new UserRefresh(),
            new UserList(),
            new UserGet(),
            new UserSendEvent(),
            new SessionSendEvent(),
            new SessionStop(),
            new SessionCmd(),
            sessionLog,
            new Subscribe(),
            new Unsubscribe(),
            new GetSubscriptions(),
            new SendEvent("event", "send_event"),
            new SendEvent("event", "send"),
            new SendEvent("core", "event"),
        ]);
}
