using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>Tickets of priority 1 are opened by who stays connected, not by <c>/rpc</c>: there may be questions.</summary>
internal sealed class UrgentTickets : ICommandHook
{
    public ValueTask<bool> Allows(HookedCommand command, CancellationToken cancellationToken) =>
        new(command.Caller.SessionId is not null || !IsUrgent(command));

    private static bool IsUrgent(HookedCommand command) =>
        command is { Class: "ticket", Cmd: "open" } && command.Integer("priority") == 1;
}
