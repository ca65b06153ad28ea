using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>This door's table from refusals and failures of a set to its error lines (docs/architecture.md, 4).</summary>
internal sealed class SetErrors(GrainCalls calls)
{
    /// <param name="result">Not ok.</param>
    /// <param name="command">The set.</param>
    public ReadOnlyMemory<byte> Of(GatewayResult<Unit> result, CommandLine command) =>
        result.Failure is { } failure ? ErrorLines.Internal(failure.Reference) : Of(result.Refusal!, command);

    private ReadOnlyMemory<byte> Of(Refusal refusal, CommandLine command) => refusal.Kind switch
    {
        RefusalKind.NotFound when refusal.Field == "status" => ErrorLines.NoStatus(command.Value),
        RefusalKind.NotFound or RefusalKind.Gone => ErrorLines.NoExtension(command.Number),
        RefusalKind.Invalid when refusal.Field == "note" => ErrorLines.InvalidNote,
        RefusalKind.Invalid when refusal.Field == "return_time" => ErrorLines.InvalidReturnTime,
        RefusalKind.Invalid or RefusalKind.Taken or RefusalKind.Conflict or RefusalKind.Denied or RefusalKind.Full => Unexpected(refusal),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "Unhandled kind of refusal."),
    };

    /// <summary>Nothing that a set is refused with; the log tells what it was.</summary>
    private ReadOnlyMemory<byte> Unexpected(Refusal refusal) =>
        ErrorLines.Internal(calls.FailureOf(new InvalidOperationException($"A set was refused as {refusal}.")).Reference);
}
