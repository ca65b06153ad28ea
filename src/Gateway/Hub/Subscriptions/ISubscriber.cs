namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>Who is subscribed: a session as the index sees it.</summary>
internal interface ISubscriber
{
    /// <summary>The service it logged in to.</summary>
    ReadOnlySpan<byte> Service { get; }
}
