using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A refusal; all come with a problem (docs/protocols/live-api.md, 1).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Name">Its name in the document.</param>
/// <param name="Description">When it comes.</param>
/// <param name="HasMember">Whether the problem names a member.</param>
internal sealed record RefusalAnswer(int Status, string Name, string Description, bool HasMember = false)
{
    /// <summary>Those that any request may meet.</summary>
    public static readonly ImmutableArray<int> OfAny = [401, 403, 429, 500, 503];

    /// <summary>What a body brings with it.</summary>
    public static readonly ImmutableArray<int> OfBody = [412, 413, 415, 422];

    public static readonly ImmutableArray<RefusalAnswer> All =
    [
        new(401, "Unauthorized", "Credentials are missing or wrong."),
        new(403, "Forbidden", "The address is not in `Access:Http`, or the client may not do this."),
        new(404, "NotFound", "There is no such object or parent."),
        new(409, "Conflict", "It contradicts what is there; of a path: several have this name.", HasMember: true),
        new(410, "Gone", "What came after this event is not held any more, or there was no such event."),
        new(412, "PreconditionFailed", "The object is another than `If-Match` names; or the body is not JSON: empty, invalid, not UTF-8."),
        new(413, "TooLarge", "The body is larger than `Limits:HttpBodyBytes`, of the directory `Limits:DirectoryBodyBytes`."),
        new(415, "NotJson", "`Content-Type` is given and is not JSON."),
        new(422, "Wrong", "A value is missing, wrong, or of another kind.", HasMember: true),
        new(429, "TooMany", "More than `Limits:HttpRequestsPerSecond` from this address."),
        new(500, "Failed", "A bug; `detail` has a reference."),
        new(503, "Unavailable", "The state could not be reached in time, or there is no room; a change may have been made."),
    ];

    // {"title","status","detail"}
    private static readonly Schema Problem = Schema.Answer(
        "Problem",
        Member.Given("title", Schema.Text),
        Member.Given("status", Schema.Integer),
        Member.Given("detail", Schema.Text, "A sentence."));

    // {"title","status","detail","member"}
    private static readonly Schema MemberProblem = Schema.Answer(
        "MemberProblem",
        Member.Given("title", Schema.Text),
        Member.Given("status", Schema.Integer),
        Member.Given("detail", Schema.Text, "`MEMBER: reason.`"),
        Member.Given("member", Schema.Text, "Path of what was wrong; `body` for the whole."));

    public Schema Schema => HasMember ? MemberProblem : Problem;

    public static RefusalAnswer Of(int status) => All.First(refusal => refusal.Status == status);
}
