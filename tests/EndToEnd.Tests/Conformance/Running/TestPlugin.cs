using System.Collections.Concurrent;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Class <c>test</c>: <c>echo</c> answers with field <c>any</c> (an object or a list), <c>refuse</c> with an error of its own, <c>fail</c>
/// has a bug. Asynchronous: <c>late/wait</c> answers as <c>echo</c> once somebody has sent <c>late/release</c> with the same <c>key</c>;
/// <c>late/meet</c> answers once somebody waits so; <c>late/fail</c> has a bug.
/// </summary>
internal sealed class TestPlugin : IExternalApiHandler
{
    private static readonly CommandField Any = new("any", FieldKind.Any);
    private static readonly CommandField Key = new("key", FieldKind.Text, IsMandatory: true);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _released = new(StringComparer.Ordinal);

    public string Class => "test";

    public IReadOnlyList<HandlerCommand> Commands { get; } =
    [
        new("core", "echo", Any),
        new("core", "refuse"),
        new("core", "fail"),
        new("late", "wait", Key, Any) { IsAsynchronous = true },
        new("late", "meet", Key) { IsAsynchronous = true },
        new("late", "fail") { IsAsynchronous = true },
        new("late", "release", Key),
    ];

    public async ValueTask<HandlerReply> Handle(HandlerCall call, CancellationToken cancellationToken)
    {
        switch (call.Command.Cmd)
        {
            case "echo":
                return Echo(call);
            case "refuse":
                return HandlerReply.Error(7, "No \"thanks\" é");
            case "wait":
                Of(_waiting, call).TrySetResult();
                await Of(_released, call).Task.WaitAsync(cancellationToken);
                return Echo(call);
            case "meet":
                await Of(_waiting, call).Task.WaitAsync(cancellationToken);
                return HandlerReply.Ok;
            case "release":
                Of(_released, call).TrySetResult();
                return HandlerReply.Ok;
            default:
                throw new InvalidOperationException("a bug");
        }
    }

    private static HandlerReply Echo(HandlerCall call) => call.Json("any") is { } any ? HandlerReply.WithJson(any) : HandlerReply.Ok;

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> keys, HandlerCall call) =>
        keys.GetOrAdd(call.Text("key")!, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
