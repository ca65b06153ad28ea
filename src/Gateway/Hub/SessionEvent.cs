using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub;

/// <summary><see cref="EventKind.Login"/> or <see cref="EventKind.Logout"/>; the time is in Unix milliseconds.</summary>
internal sealed record SessionEvent(EventKind Kind, SessionNotice Notice, string Service, long Time, EventPosition At);
