using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.TicketPlugin;

/// <summary>
/// A class of one's own. <c>ticket/open</c> and <c>ticket/list</c> are answered in the order of the caller's requests;
/// <c>ticket/await</c> is asynchronous: acknowledged at once, answered when somebody has opened that ticket.
/// </summary>
internal sealed class TicketHandler : IExternalApiHandler
{
    private const int TicketsMax = 1_000;
    private const int Full = 300001;

    private readonly Lock _lock = new();
    private readonly List<Ticket> _tickets = [];
    private TaskCompletionSource _opened = NewSignal();

    public string Class => "ticket";

    public IReadOnlyList<HandlerCommand> Commands { get; } =
    [
        new HandlerCommand(
            "core",
            "open",
            new CommandField("title", FieldKind.Text, IsMandatory: true),
            new CommandField("priority", FieldKind.Integer) { Min = 1, Max = 5 }),
        new HandlerCommand("core", "list"),
        new HandlerCommand("core", "await", new CommandField("number", FieldKind.Integer, IsMandatory: true) { Min = 1, Max = TicketsMax })
        {
            IsAsynchronous = true,
        },
    ];

    public ValueTask<HandlerReply> Handle(HandlerCall call, CancellationToken cancellationToken) => call.Command.Cmd switch
    {
        "open" => new(Open(call)),
        "list" => new(List()),
        _ => new(Await(call.Integer("number")!.Value, cancellationToken)),
    };

    private HandlerReply Open(HandlerCall call)
    {
        lock (_lock)
        {
            if (_tickets.Count == TicketsMax)
            {
                return HandlerReply.Error(Full, "Too many tickets");
            }

            var ticket = new Ticket(_tickets.Count + 1, call.Text("title")!, call.Integer("priority") ?? 3, call.User);
            _tickets.Add(ticket);
            _opened.SetResult();
            _opened = NewSignal();
            return HandlerReply.With(ticket);
        }
    }

    private HandlerReply List()
    {
        lock (_lock)
        {
            return HandlerReply.With(_tickets);
        }
    }

    private async Task<HandlerReply> Await(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (number <= _tickets.Count)
                {
                    return HandlerReply.With(_tickets[(int)number - 1]);
                }

                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
