namespace EventPlatform.Contracts.Events;

/// <summary>
/// Body of <see cref="EventKind.SubscriptionAdded"/> and <see cref="EventKind.SubscriptionRemoved"/>; wildcards as <c>*</c>.
/// </summary>
public sealed record SubscriptionNotice(string SessionId, string Username, string Class, string Subclass, string Type, string ObjId);
