using System.Collections.Immutable;
using EventPlatform.Gateway.LiveApi.Config;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary><c>/openapi.json</c>: this front end, described for programs. It is the same for the life of the process.</summary>
internal sealed class OpenApiResource : Resource
{
    public const string Segment = "openapi.json";

    private static readonly Lazy<ReadOnlyMemory<byte>> Document = new(() => JsonBytes.Of(json => new DocumentWriter(json).Write(Paths)));

    /// <summary>All paths, with members by id and by name at each level.</summary>
    public static ImmutableArray<ApiPath> Paths { get; } =
    [
        .. Below("live", LiveDescription.Root),
        .. Below("config", ConfigDescription.Root),
        .. Below("about", new PathNode(Segment, Operation.Read("This document", Schema.AnyObject))),
    ];

    protected override Func<Exchange, Task<Problem?>>? Get =>
        exchange => exchange.AnswerObject(json => json.WriteRawValue(Document.Value.Span, skipInputValidation: true));

    private static IEnumerable<ApiPath> Below(string area, PathNode node) =>
        ApiPath.Below(area, node, new ApiPath("", "", area, [], SharesNames: false, []));
}
