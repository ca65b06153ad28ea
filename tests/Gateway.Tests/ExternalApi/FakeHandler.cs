using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>
/// Class <c>7</c>, named by a number: <c>echo</c> answers, <c>fail</c> has a bug, <c>wait</c> is asynchronous and ends by <see cref="Go"/>.
/// </summary>
internal sealed class FakeHandler : IExternalApiHandler
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Class => "7";

    public IReadOnlyList<HandlerCommand> Commands { get; } =
    [
        new HandlerCommand("core", "echo", new CommandField("any", FieldKind.Any)),
        new HandlerCommand("core", "fail", new CommandField("any", FieldKind.Any)),
        new HandlerCommand("core", "refuse"),
        new HandlerCommand("core", "wait", new CommandField("any", FieldKind.Any)) { IsAsynchronous = true },
        new HandlerCommand("core", "wait_and_fail") { IsAsynchronous = true },
    ];

    /// <summary>The last request.</summary>
    public HandlerCall? Last { get; private set; }

    public void Go() => _open.TrySetResult();

    public async ValueTask<HandlerReply> Handle(HandlerCall call, CancellationToken cancellationToken)
    {
        Last = call;
        switch (call.Command.Cmd)
        {
            case "refuse":
                return HandlerReply.Error(200001, "Not today");
            case "wait" or "wait_and_fail":
                await _open.Task.WaitAsync(cancellationToken);
                break;
        }

        if (call.Command.Cmd is "fail" or "wait_and_fail")
        {
            throw new InvalidOperationException("a bug");
        }

        return call.Json("any") is { } value ? HandlerReply.WithJson(value) : HandlerReply.Ok;
    }
}
