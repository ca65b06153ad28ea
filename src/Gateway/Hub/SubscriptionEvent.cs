using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub;

/// <summary>
/// <see cref="EventKind.SubscriptionAdded"/> or <see cref="EventKind.SubscriptionRemoved"/>; the time is in Unix milliseconds.
/// </summary>
internal sealed record SubscriptionEvent(EventKind Kind, SubscriptionNotice Notice, long Time, EventPosition At);
