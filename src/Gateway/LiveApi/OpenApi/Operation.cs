using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>What a method does at a path.</summary>
/// <param name="Method"><c>get</c>, <c>post</c>, <c>put</c> or <c>delete</c>; <c>head</c> and <c>options</c> follow from these.</param>
/// <param name="Summary">A line.</param>
/// <param name="Answers">Those that are no refusals.</param>
internal sealed record Operation(string Method, string Summary, params ImmutableArray<Answer> Answers)
{
    private const int Ok = StatusCodes.Status200OK;
    private const int NoContent = StatusCodes.Status204NoContent;

    /// <summary>Beside those of its path.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>The request's JSON; null: there is none.</summary>
    public Schema? Body { get; init; }

    /// <summary>Statuses of its refusals, beside those that any request and its path may meet.</summary>
    public ImmutableArray<int> Refusals { get; init; } = [];

    /// <summary>GET of a set, in pages.</summary>
    public static Operation List(string summary, Schema item) =>
        new("get", summary, new Answer(Ok, "The list.", Schema.List(item), AnswerHeader.Link))
        {
            Parameters = [OpenApi.Parameters.Limit, OpenApi.Parameters.After],
            Refusals = [422],
        };

    /// <summary>GET of an object.</summary>
    public static Operation Read(string summary, Schema item) => new(
        "get",
        summary,
        new Answer(Ok, "The object.", item, AnswerHeader.ETag),
        new Answer(StatusCodes.Status304NotModified, "It still has that ETag.", null, AnswerHeader.ETag))
    {
        Parameters = [OpenApi.Parameters.IfNoneMatch],
    };

    /// <summary>POST on a set.</summary>
    public static Operation Create(string summary, Schema body, Schema made) => new(
        "post",
        summary,
        new Answer(StatusCodes.Status201Created, "Made; for who prefers to see it.", made, AnswerHeader.Location, AnswerHeader.ETag),
        new Answer(NoContent, "Made.", null, AnswerHeader.Location))
    {
        Parameters = [OpenApi.Parameters.Prefer],
        Body = body,
        Refusals = [409, .. RefusalAnswer.OfBody],
    };

    /// <summary>PUT on an object.</summary>
    public static Operation Change(string summary, Schema body) => new("put", summary, new Answer(NoContent, "Done.", null))
    {
        Parameters = [OpenApi.Parameters.IfMatch],
        Body = body,
        Refusals = RefusalAnswer.OfBody,
    };

    /// <summary>DELETE of an object.</summary>
    public static Operation Remove(string summary) => new("delete", summary, new Answer(NoContent, "Done.", null))
    {
        Parameters = [OpenApi.Parameters.IfMatch],
        Refusals = [412],
    };

    /// <summary>POST of an action.</summary>
    /// <param name="summary">A line.</param>
    /// <param name="body">What it takes; null: nothing.</param>
    public static Operation Do(string summary, Schema? body = null) => new("post", summary, new Answer(NoContent, "Done.", null))
    {
        Body = body,
        Refusals = body is null ? [] : RefusalAnswer.OfBody,
    };

    /// <summary>The same, which may also be refused as a conflict.</summary>
    public Operation OrConflict() => this with { Refusals = [409, .. Refusals] };
}
