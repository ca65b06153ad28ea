using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>What a client got while it had the same filters.</summary>
/// <param name="filters">The filters.</param>
internal sealed class FeedSegment(ModelFilters filters)
{
    internal ModelFilters Filters { get; } = filters;

    /// <summary>In the order in which they came.</summary>
    internal List<JsonElement> Messages { get; } = [];

    /// <summary>
    /// How many events of each stream had been begun when this had surely begun: what came later was tested with these filters. null: not
    /// known.
    /// </summary>
    internal IReadOnlyDictionary<string, int>? BegunBefore { get; set; }
}
