using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Sessions of two gateways, of which this is the first.</summary>
internal sealed class FakeSessions : ISessions
{
    public List<FakeSession> All { get; } = [];

    public List<string> Stopped { get; } = [];

    public Failure? Failure { get; set; }

    public GatewayRef Self { get; } = new("here", SampleDirectory.Id(0x90));

    public IReadOnlyCollection<ISessionConnection> Local => [.. All.Where(session => session.Claim.Owner == Self)];

    public FakeSession Add(string id, string user, Guid userId, string service = "default", int subscriptions = 2, bool isLocal = true)
    {
        var owner = isLocal ? Self : new GatewayRef("there", SampleDirectory.Id(0x91));
        var claim = new SessionClaim(id, service, user, userId, owner, 1_700_000_000_000 + All.Count, "ws:10.0.0.1:5000", "10.0.0.1", 5000);
        var session = new FakeSession(claim, subscriptions);
        All.Add(session);
        return session;
    }

    public ISessionConnection? FindLocal(string sessionId) => Local.FirstOrDefault(session => session.Claim.SessionId == sessionId);

    public Task<GatewayResult<Unit>> Login(ISessionConnection session, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Logout(ISessionConnection session) => throw new NotSupportedException();

    public Task<GatewayResult<IEnumerable<SessionClaim>>> List(string? service, CancellationToken cancellationToken)
    {
        var claims = All.Select(session => session.Claim).Where(claim => service is null || claim.Service == service);
        return Task.FromResult(new GatewayResult<IEnumerable<SessionClaim>>(Failure is null ? claims.ToList() : null, null, Failure));
    }

    public Task<GatewayResult<ImmutableArray<SessionClaim>>> OfUser(string service, string user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<GatewayResult<SessionClaim>> Find(string sessionId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<GatewayResult<Relayed>> Relay(SessionClaim target, byte[] request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<GatewayResult<Unit>> WhenFree(string sessionId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GatewayResult<SessionClaim>> Stop(string sessionId, bool byAdministrator, CancellationToken cancellationToken)
    {
        Assert.True(byAdministrator);
        if (All.Find(session => session.Claim.SessionId == sessionId) is not { } session)
        {
            return Task.FromResult<GatewayResult<SessionClaim>>(new Refusal(RefusalKind.NotFound));
        }

        All.Remove(session);
        Stopped.Add(sessionId);
        return Answer(session.Claim);
    }

    public Task<GatewayResult<byte[]>> Describe(string sessionId, CancellationToken cancellationToken) =>
        Ask(sessionId, session => session.Describe());

    public Task<GatewayResult<byte[]>> Subscriptions(string sessionId, CancellationToken cancellationToken) =>
        Ask(sessionId, session => session.ListSubscriptions());

    private Task<GatewayResult<byte[]>> Ask(string sessionId, Func<FakeSession, byte[]> ask)
    {
        return All.Find(session => session.Claim.SessionId == sessionId) is { } session
            ? Answer(ask(session))
            : Task.FromResult<GatewayResult<byte[]>>(new Refusal(RefusalKind.NotFound));
    }

    private Task<GatewayResult<T>> Answer<T>(T value) => Task.FromResult<GatewayResult<T>>(Failure is null ? value : Failure);
}
