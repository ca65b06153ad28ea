namespace EventPlatform.Contracts.Events;

/// <summary>What an event of the log is. Doors decide by this who sees it and in which form.</summary>
public enum EventKind : byte
{
    /// <summary>Published by a client, by any door: subscribers of its class and the event feed.</summary>
    Published = 1,

    /// <summary>Fired by the platform on class <c>core</c>: subscribers only, not repeated in the event feed.</summary>
    Platform = 2,

    /// <summary>A session logged in; the body is a <see cref="SessionNotice"/>.</summary>
    Login = 3,

    /// <summary>A session ended; the body is a <see cref="SessionNotice"/>.</summary>
    Logout = 4,

    /// <summary>An External API subscription was added; the body is a <see cref="SubscriptionNotice"/>.</summary>
    SubscriptionAdded = 5,

    /// <summary>An External API subscription was removed; the body is a <see cref="SubscriptionNotice"/>.</summary>
    SubscriptionRemoved = 6,

    /// <summary>An extension changed; the body is an <see cref="ExtensionNotice"/>.</summary>
    Extension = 7,

    /// <summary>The directory or accounts changed; the body is a <see cref="DirectoryNotice"/>.</summary>
    Directory = 8,

    /// <summary>
    /// A gateway's lease ended: its last blocks may be lost, every client is told as of a gap. It stands in every partition.
    /// </summary>
    PublisherLost = 9,

    /// <summary>Nothing happened: who sees it come back has read all that was in the log before.</summary>
    Barrier = 10,
}
