using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>
/// A class of one's own. <c>ticket/open</c>, <c>ticket/list</c> and <c>ticket/online</c> are answered in the order of the caller's
/// requests; <c>ticket/await</c> is asynchronous: acknowledged at once, answered when somebody has opened that ticket.
/// </summary>
internal sealed class TicketHandler(TicketBoard board, Presence presence) : IExternalApiHandler
{
    private const int Full = 300001;

    public string Class => "ticket";

    public IReadOnlyList<HandlerCommand> Commands { get; } =
    [
        new HandlerCommand(
            "core",
            "open",
            new CommandField("title", FieldKind.Text, IsMandatory: true),
            new CommandField("priority", FieldKind.Integer) { Min = 1, Max = 5 }),
        new HandlerCommand("core", "list"),
        new HandlerCommand("core", "online"),
        new HandlerCommand(
            "core", "await", new CommandField("number", FieldKind.Integer, IsMandatory: true) { Min = 1, Max = TicketBoard.TicketsMax })
        {
            IsAsynchronous = true,
        },
    ];

    public async ValueTask<HandlerReply> Handle(HandlerCall call, CancellationToken cancellationToken) => call.Command.Cmd switch
    {
        "open" => Open(call),
        "list" => HandlerReply.With(board.List()),
        "online" => HandlerReply.With(presence.Users()),
        _ => HandlerReply.With(await board.WhenOpened(call.Integer("number")!.Value, cancellationToken)),
    };

    private HandlerReply Open(HandlerCall call) =>
        board.Open(call.Text("title")!, call.Integer("priority") ?? 3, call.User) is { } ticket
            ? HandlerReply.With(ticket)
            : HandlerReply.Error(Full, "Too many tickets");
}
