using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>The members of a set, found by <c>{id}</c> or by <c>getByName/{name}</c>.</summary>
/// <param name="Id">Parameter of the id, as <c>userId</c>.</param>
/// <param name="Name">Parameter of the name, as <c>userName</c>.</param>
/// <param name="Operations">On one.</param>
internal sealed record MemberNode(string Id, string Name, params ImmutableArray<Operation> Operations)
{
    public Schema IdSchema { get; init; } = Schema.Uuid;

    /// <summary>Whether several may have the same name, which is 409.</summary>
    public bool SharesNames { get; init; }

    /// <summary>What counts at one and at all that is below.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    public ImmutableArray<PathNode> Below { get; init; } = [];
}
