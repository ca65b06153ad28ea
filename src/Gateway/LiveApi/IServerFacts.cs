using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>What <c>R/server</c> tells of the processes.</summary>
internal interface IServerFacts
{
    /// <summary>Name of the engine it was built with.</summary>
    string Engine { get; }

    /// <summary>The live nodes, this one among them.</summary>
    ImmutableArray<ServerNode> Nodes { get; }
}
