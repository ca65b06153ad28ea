using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A fixed part of a path: what a resource offers, and what is below it.</summary>
/// <param name="Segment">As it is written.</param>
/// <param name="Operations">At this path.</param>
internal sealed record PathNode(string Segment, params ImmutableArray<Operation> Operations)
{
    /// <summary>Chapter of the document; null: what can be read is one of its own, other things belong to that of their path.</summary>
    public string? Chapter { get; init; }

    public ImmutableArray<PathNode> Below { get; init; } = [];

    /// <summary>Of a set: its members. Null: it is none.</summary>
    public MemberNode? Members { get; init; }

    /// <summary>An action of an object: <c>POST {instance}/{segment}</c>.</summary>
    public static PathNode Action(string segment, string summary, Schema? body = null) => new(segment, Operation.Do(summary, body));
}
