using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>What happens between some clients and the server.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Line">Of its heading.</param>
/// <param name="Options">Where and how it is run.</param>
/// <param name="Steps">In their order; at least one.</param>
internal sealed record Scenario(string Name, int Line, ScenarioOptions Options, ImmutableArray<Step> Steps)
{
    /// <summary>The columns it is run in.</summary>
    internal IEnumerable<Column> Columns() => Options.Transports.SelectMany(transport =>
        Options.IsSpread && transport != Transport.Http
            ? new[] { new Column(transport, IsSpread: false), new Column(transport, IsSpread: true) }
            : [new Column(transport, IsSpread: false)]);
}
