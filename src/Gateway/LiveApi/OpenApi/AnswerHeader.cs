namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A header of answers.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="IsNeeded">Whether it is always there.</param>
/// <param name="Description">What it holds.</param>
internal sealed record AnswerHeader(string Name, bool IsNeeded, string Description)
{
    public static readonly AnswerHeader ETag = new("ETag", true, "Strong; it changes exactly when the JSON of GET does.");

    public static readonly AnswerHeader Location = new("Location", true, "Path by ids of what was made.");

    public static readonly AnswerHeader Link = new("Link", false, "`<path>; rel=\"next\"`; absent on the last page.");
}
