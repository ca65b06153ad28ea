using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Sessions;

/// <summary>The sessions of a gateway without a process.</summary>
internal static class TestSessions
{
    internal static (SessionService Sessions, Mailbox Mailbox) New(IGrainFactory grains, GatewayIdentity identity, TimeProvider time)
    {
        var calls = new GrainCalls(TimeProvider.System, new RandomIdSource(), NullLogger<GrainCalls>.Instance);
        var wheel = new TimingWheel(time, NullLogger<TimingWheel>.Instance);
        var mailbox = new Mailbox(grains, calls, identity, wheel, new Snapshot<LimitsOptions>(new LimitsOptions()), TimeProvider.System);
        return (new SessionService(grains, calls, identity, mailbox, TestMetrics.New(), time), mailbox);
    }

    internal static FakeSession NewSession(string id, GatewayIdentity identity) =>
        new(new SessionClaim(id, "default", "anna", Guid.Empty, identity.Current, 1, "ws:127.0.0.1:5", "127.0.0.1", 5));
}
