namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A refusal as clients see it (docs/protocols/live-api.md, 1).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong, in a sentence; for 422 and 409 with the member before it.</param>
/// <param name="Member">Path of the member that was wrong, <c>body</c> for the body as a whole; 422 and 409 only.</param>
internal sealed record Problem(int Status, string Detail, string? Member = null)
{
    public static Problem NoPath { get; } = new(StatusCodes.Status404NotFound, "There is no such path.");

    public static Problem NoObject { get; } = new(StatusCodes.Status404NotFound, "There is no such object.");

    public static Problem NotMatched { get; } =
        new(StatusCodes.Status412PreconditionFailed, "The object is another than the one that If-Match names.");

    public static Problem Wrong(string member, string reason) =>
        new(StatusCodes.Status422UnprocessableEntity, $"{member}: {reason}.", member);

    public static Problem Conflict(string member, string reason) =>
        new(StatusCodes.Status409Conflict, $"{member}: {reason}.", member);
}
