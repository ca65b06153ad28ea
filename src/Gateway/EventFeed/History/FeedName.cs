namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>This gateway's name in ids, and whether others may go on from its ids.</summary>
/// <param name="text">The name.</param>
/// <param name="time">Clock.</param>
internal sealed class FeedName(string text, TimeProvider time)
{
    /// <summary>In this time others come to what this gateway has shown ahead of its place.</summary>
    internal static readonly TimeSpan AheadFor = TimeSpan.FromSeconds(10);

    /// <summary>Timestamp; 0: never.</summary>
    private long _aheadAt;

    public string Text => text;

    /// <summary>Whether an id of now says all that its reader has seen: not for a while after it was told what was fetched.</summary>
    public bool IsGoodElsewhere => Volatile.Read(ref _aheadAt) is var at && (at == 0 || time.GetElapsedTime(at) >= AheadFor);

    /// <summary>Something was told that stands in the log behind the place at which it was told, or nowhere.</summary>
    public void WentAhead() => Volatile.Write(ref _aheadAt, time.GetTimestamp());
}
