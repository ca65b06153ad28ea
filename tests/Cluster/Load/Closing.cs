using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>A session that ended, not by its client.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Gateway">Where it was.</param>
/// <param name="CloseStatus">As the server gave it; 1006 when the connection broke.</param>
/// <param name="At">UTC.</param>
internal sealed record Closing(string Session, GatewayNode Gateway, int CloseStatus, string At);
