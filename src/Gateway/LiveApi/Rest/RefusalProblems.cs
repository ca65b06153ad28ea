using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>What refusals and failures are in this front end; total over all kinds (docs/architecture.md, 4).</summary>
internal static class RefusalProblems
{
    /// <summary>The problem of a command that brought no value.</summary>
    /// <param name="result">The result; not ok.</param>
    /// <param name="memberOf">The path of the body's member that a refusal's field stands for.</param>
    public static Problem Of<T>(GatewayResult<T> result, Func<string, string>? memberOf = null) => result switch
    {
        { Refusal: { } refusal } => Of(refusal, memberOf),
        { Failure: { } failure } => Of(failure),
        _ => throw new InvalidOperationException("A result that is ok is no problem."),
    };

    public static Problem Of(Failure failure) => failure.Kind switch
    {
        FailureKind.Unavailable => new Problem(
            StatusCodes.Status503ServiceUnavailable,
            $"The state could not be reached in time; a change may have been made. Reference: {failure.Reference}"),
        FailureKind.Internal => new Problem(StatusCodes.Status500InternalServerError, $"Internal error. Reference: {failure.Reference}"),
        _ => throw new InvalidOperationException($"Unhandled failure {failure.Kind}."),
    };

    public static Problem Of(Refusal refusal, Func<string, string>? memberOf = null)
    {
        var member = refusal.Field.Length == 0 ? "body" : memberOf?.Invoke(refusal.Field) ?? refusal.Field;
        return refusal.Kind switch
        {
            // What the path names has been found before; so a field means a value that names something else.
            RefusalKind.NotFound when refusal.Field.Length > 0 => Problem.Wrong(member, ReasonOf(refusal, "names nothing there is")),
            RefusalKind.NotFound => Problem.NoObject,
            RefusalKind.Taken => Problem.Conflict(member, ReasonOf(refusal, "is in use")),
            RefusalKind.Invalid => Problem.Wrong(member, ReasonOf(refusal, "is not allowed")),
            RefusalKind.Conflict => Problem.Conflict(member, ReasonOf(refusal, "contradicts the state as it is")),
            RefusalKind.Denied => new Problem(StatusCodes.Status403Forbidden, "This is not allowed."),
            RefusalKind.Full => new Problem(StatusCodes.Status503ServiceUnavailable, "There is no room at the moment."),
            RefusalKind.Gone => new Problem(StatusCodes.Status410Gone, "It has ended."),
            _ => throw new InvalidOperationException($"Unhandled refusal {refusal.Kind}."),
        };
    }

    private static string ReasonOf(Refusal refusal, string other) => refusal.Detail.Length > 0 ? refusal.Detail.TrimEnd('.') : other;
}
