using System.Threading.Channels;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Sessions;

public sealed class GatewayLeaseTests
{
    /// <summary>So few that a part of them is told with one call.</summary>
    private const int SessionCount = 100;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1.5);

    private readonly ManualTimeProvider _time = new();
    private readonly GatewayIdentity _identity = new("g", new RandomIdSource());
    private readonly Channel<bool> _leases = Channel.CreateUnbounded<bool>();
    private readonly Channel<GatewayRenewal> _renewals = Channel.CreateUnbounded<GatewayRenewal>();
    private readonly FakeGateway _gateway = new();
    private readonly FakeRegistry _registry;

    public GatewayLeaseTests()
    {
        _gateway.OnRenew = renewal => _renewals.Writer.TryWrite(renewal);
        _registry = new FakeRegistry { OnRenew = () => _leases.Writer.TryWrite(true) };
    }

    public static TheoryData<SessionLease> Leases => [SessionLease.WhereGrainsAreLostAlone, SessionLease.WhereGrainsAreLostTogether];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Leases))]
    public async Task Run_UntilAllAreDue_ClaimsEachSessionOnce(SessionLease sessionLease)
    {
        var (lease, sessions) = New(sessionLease);
        var ids = Enumerable.Range(0, SessionCount).Select(id => $"s{id}").ToList();
        foreach (var id in ids)
        {
            Assert.True((await sessions.Login(TestSessions.NewSession(id, _identity), Cancel)).IsOk);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = lease.Run(stop.Token);
        var claimed = new List<string>();
        for (var at = TimeSpan.Zero; at < sessionLease.RenewEvery; at += 2 * Tick)
        {
            await NextTick();
            var renewal = await _renewals.Reader.ReadAsync(Cancel);
            claimed.AddRange(renewal.Sessions.Select(claim => claim.SessionId));
            await NextTick();
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(ids.Order(), claimed.Order());
        Assert.False(_renewals.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Renew_WhileItSaysGoodbye_IsNoNewIncarnation()
    {
        var mayEnd = new TaskCompletionSource();
        _gateway.OnEnd = () => mayEnd.Task;
        var (lease, _) = New(SessionLease.WhereGrainsAreLostAlone);
        var leaving = lease.Leave(Cancel);
        await lease.Renew(Cancel);
        await lease.Renew(Cancel);
        Assert.Equal([_identity.First], _registry.Renewed);
        mayEnd.SetResult();
        await leaving;
    }

    private async Task NextTick()
    {
        _time.Advance(Tick);
        await _leases.Reader.ReadAsync(Cancel);
    }

    private (GatewayLease Lease, SessionService Sessions) New(SessionLease sessionLease)
    {
        var grains = FakeGrains.With((typeof(IGatewayGrain), "g", _gateway), (typeof(IGatewayRegistryGrain), 0L, _registry));
        var (sessions, mailbox) = TestSessions.New(grains, _identity, _time);
        var publisher = new EventPublisher(_identity.Current.Incarnation, 1, (_, _) => Task.CompletedTask, _time);
        return (new(grains, _identity, sessions, mailbox, publisher, sessionLease, _time, NullLogger<GatewayLease>.Instance), sessions);
    }
}
