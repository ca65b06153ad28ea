namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>How many events of one publisher and class there are. Its publisher alone changes it.</summary>
internal sealed class PublishedCount
{
    /// <summary>As many at the most.</summary>
    internal int Sent { get; set; }

    /// <summary>Answered by ok; as many at the least.</summary>
    internal int Accepted { get; set; }
}
