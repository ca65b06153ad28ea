namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>What a property must be: any of some values.</summary>
/// <param name="Field">The property.</param>
/// <param name="Values">Its values.</param>
internal sealed record FeedCondition(FeedField Field, int[] Values)
{
    public bool Passes(FeedFacts facts) => Values.Contains(facts[Field]);
}
