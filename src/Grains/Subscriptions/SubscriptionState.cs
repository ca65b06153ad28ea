namespace EventPlatform.Grains.Subscriptions;

/// <summary>What outlives a log: how often it has begun.</summary>
[GenerateSerializer, Alias("ep.state.Subscription")]
internal sealed class SubscriptionState
{
    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public long Epoch { get; set; }
}
