using System.Collections.Immutable;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>What <c>R/server</c> tells of the processes.</summary>
internal interface IServerFacts
{
    /// <summary>Name of the engine it was built with.</summary>
    string Engine { get; }

    /// <summary>The live nodes, this one among them.</summary>
    Task<GatewayResult<ImmutableArray<ServerNode>>> Nodes(CancellationToken cancellationToken);
}
