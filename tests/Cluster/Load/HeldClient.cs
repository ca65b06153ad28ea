using EventPlatform.Testing.Processes;

namespace EventPlatform.ClusterRounds.Load;

/// <summary>A session that only is there.</summary>
internal sealed class HeldClient(string name, string user, GatewayNode gateway, LoadContext context)
    : ApiClient(name, user, gateway, context)
{
    protected override Task Begin(ApiSession session, CancellationToken cancellationToken) => Task.CompletedTask;
}
