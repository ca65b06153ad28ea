namespace EventPlatform.Contracts.Events;

/// <summary>Body of <see cref="EventKind.Login"/> and <see cref="EventKind.Logout"/>.</summary>
public sealed record SessionNotice(Guid UserId, string Username, string SessionId, string Ip, int Port);
