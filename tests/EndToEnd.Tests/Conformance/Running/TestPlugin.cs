using System.Collections.Concurrent;
using System.Collections.Immutable;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Class <c>test</c>: <c>echo</c> answers with field <c>any</c> (an object or a list), <c>fail</c> has a bug. Announced by an ack:
/// <c>late/wait</c> answers as <c>echo</c> once somebody has sent <c>late/release</c> with the same <c>key</c>; <c>late/fail</c> has a bug.
/// </summary>
internal sealed class TestPlugin : IExternalApiHandler
{
    private static readonly CommandField Any = new("any", FieldKind.Any);
    private static readonly CommandField Key = new("key", FieldKind.Text, IsMandatory: true);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _released = new(StringComparer.Ordinal);

    public TestPlugin()
    {
        Commands =
        [
            new Command("core", "echo", isLate: false, [Any], Echo),
            new Command("core", "fail", isLate: false, [], static _ => throw new InvalidOperationException("a bug")),
            new Command("late", "wait", isLate: true, [Key, Any], Wait),
            new Command("late", "fail", isLate: true, [], static _ => throw new InvalidOperationException("a bug")),
            new Command("late", "release", isLate: false, [Key], Release),
        ];
    }

    public string Class => "test";

    public ImmutableArray<ApiCommand> Commands { get; }

    private static ValueTask<Answer> Echo(CommandCall call) => new(AnswerOf(call));

    private static Answer AnswerOf(CommandCall call)
    {
        var value = call.Envelope.Field("any"u8);
        return value.IsGiven ? Answer.With(call.Envelope.Raw(value).ToArray()) : Answer.Ok;
    }

    /// <summary>A call is valid only until its command first waits, so the answer is made before.</summary>
    private async ValueTask<Answer> Wait(CommandCall call)
    {
        var answer = AnswerOf(call);
        await Released(call).Task;
        return answer;
    }

    private ValueTask<Answer> Release(CommandCall call)
    {
        Released(call).TrySetResult();
        return new(Answer.Ok);
    }

    private TaskCompletionSource Released(CommandCall call) =>
        _released.GetOrAdd(call.Text("key"u8)!, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Command(
        string subclass, string cmd, bool isLate, CommandField[] fields, Func<CommandCall, ValueTask<Answer>> run)
        : ApiCommand(subclass, cmd, new CommandSyntax(fields))
    {
        public override bool IsAcknowledged => isLate;

        public override ValueTask<Answer> Run(CommandCall call) => run(call);
    }
}
