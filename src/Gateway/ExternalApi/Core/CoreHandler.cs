using System.Collections.Immutable;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>The commands of class <c>core</c> (external-api.md 4). Login is not one of them: it has rules of its own.</summary>
internal sealed class CoreHandler : IExternalApiHandler
{
    public string Class => "core";

    public ImmutableArray<ApiCommand> Commands { get; } =
    [
        new UserList(),
        new UserGet(),
        new UserSendEvent(),
        new SessionSendEvent(),
        new SessionStop(),
        new Subscribe(),
        new Unsubscribe(),
        new GetSubscriptions(),
        new SendEvent("event", "send_event"),
        new SendEvent("event", "send"),
        new SendEvent("core", "event"),
    ];
}
