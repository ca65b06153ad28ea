namespace EventPlatform.Gateway.LiveApi;

/// <summary>A process: its role is <c>gateway</c>, <c>silo</c> or <c>both</c>, its start is in Unix milliseconds.</summary>
internal sealed record ServerNode(string Id, string Role, long StartedAt);
