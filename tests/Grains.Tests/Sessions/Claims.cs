using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Sessions;

/// <summary>Claims of gateways on sessions.</summary>
internal static class Claims
{
    internal static GatewayRef NewGateway() => new(TestIds.NewName("gateway"), TestIds.New());

    internal static SessionClaim New(GatewayRef owner, string? sessionId = null, string? user = null, long loginTime = 1_000)
    {
        return new SessionClaim(
            sessionId ?? TestIds.NewName("session"),
            "default",
            user ?? TestIds.NewName("user"),
            TestIds.New(),
            owner,
            loginTime,
            "ws:127.0.0.1:5000",
            "127.0.0.1",
            5000);
    }
}
