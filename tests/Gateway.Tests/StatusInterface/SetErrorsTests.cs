using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Every refusal and failure has a line (architecture.md, 4).</summary>
public class SetErrorsTests
{
    private static readonly SetErrors Errors = new(new GrainCalls(TimeProvider.System, new FixedIds(), NullLogger<GrainCalls>.Instance));
    private static readonly CommandLine Command = new(StatusCommand.SetExtensionStatus, ["L", "T", "4221", "Lunch"]);

    public static TheoryData<RefusalKind> Kinds => [.. Enum.GetValues<RefusalKind>()];

    [Theory]
    [InlineData(RefusalKind.NotFound, "", "Extension '4221' not found.")]
    [InlineData(RefusalKind.NotFound, "status", "Status 'Lunch' not found.")]
    [InlineData(RefusalKind.Gone, "", "Extension '4221' not found.")]
    [InlineData(RefusalKind.Invalid, "note", "Invalid note.")]
    [InlineData(RefusalKind.Invalid, "return_time", "Return time must be a whole number of seconds.")]
    [InlineData(RefusalKind.Invalid, "", "Internal error " + FixedIds.Reference + ".")]
    [InlineData(RefusalKind.Full, "", "Internal error " + FixedIds.Reference + ".")]
    internal void Of_Refusal_HasItsLine(RefusalKind kind, string field, string error) => Expect(new Refusal(kind, field), error);

    [Theory, MemberData(nameof(Kinds))]
    public void Of_EveryKind_IsAnError(RefusalKind kind) =>
        Assert.StartsWith("Error: ", Encoding.UTF8.GetString(Errors.Of(new Refusal(kind), Command).Span), StringComparison.Ordinal);

    [Theory, InlineData(FailureKind.Unavailable), InlineData(FailureKind.Internal)]
    internal void Of_Failure_TellsTheReference(FailureKind kind) => Expect(new Failure(kind, "abc"), "Internal error abc.");

    private static void Expect(GatewayResult<Unit> result, string error) =>
        Assert.Equal("Error: " + error, Encoding.UTF8.GetString(Errors.Of(result, Command).Span));
}
