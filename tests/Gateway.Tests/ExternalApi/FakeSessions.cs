using System.Collections.Concurrent;
using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>One gateway, no grains.</summary>
internal sealed class FakeSessions : ISessions
{
    private readonly ConcurrentDictionary<string, ISessionConnection> _local = new();

    public GatewayRef Self { get; } = new("gw", Guid.Empty);

    public IReadOnlyCollection<ISessionConnection> Local => [.. _local.Values];

    /// <summary>Runs while a session is being claimed.</summary>
    public Func<ISessionConnection, Task> OnLogin { get; set; } = _ => Task.CompletedTask;

    public Failure? Failure { get; set; }

    public ISessionConnection? FindLocal(string sessionId) => _local.GetValueOrDefault(sessionId);

    public async Task<GatewayResult<Unit>> Login(ISessionConnection session, CancellationToken cancellationToken)
    {
        await OnLogin(session);
        return Failure is { } failure ? failure
            : _local.TryAdd(session.Claim.SessionId, session) ? Unit.Value : new Refusal(RefusalKind.Taken, "session_id");
    }

    public void Logout(ISessionConnection session) => _local.TryRemove(KeyValuePair.Create(session.Claim.SessionId, session));

    public Task<GatewayResult<IEnumerable<SessionClaim>>> List(string? service, CancellationToken cancellationToken)
    {
        var all = _local.Values.Select(session => session.Claim).Where(claim => service is null || claim.Service == service);
        return Task.FromResult(new GatewayResult<IEnumerable<SessionClaim>>(all, null, null));
    }

    public Task<GatewayResult<ImmutableArray<SessionClaim>>> OfUser(string service, string user, CancellationToken cancellationToken) =>
        Find(claim => claim.Service == service && claim.User == user);

    Task<GatewayResult<SessionClaim>> ISessions.Find(string sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<SessionClaim>>(
            FindLocal(sessionId) is { } session ? session.Claim : new Refusal(RefusalKind.NotFound));

    public Task<GatewayResult<Relayed>> Relay(SessionClaim target, byte[] request, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<Relayed>>(
            FindLocal(target.SessionId) is { } session
                ? new Relayed(AnswerOf(session.Relay(request, () => { })))
                : new Refusal(RefusalKind.Gone));

    public Task<GatewayResult<Unit>> WhenFree(string sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<Unit>>(Unit.Value);

    public Task<GatewayResult<SessionClaim>> Stop(string sessionId, bool byAdministrator, CancellationToken cancellationToken)
    {
        if (FindLocal(sessionId) is not { } session)
        {
            return Task.FromResult<GatewayResult<SessionClaim>>(new Refusal(RefusalKind.NotFound));
        }

        session.Close(byAdministrator ? CloseCode.Stopped : CloseCode.Normal);
        return Task.FromResult<GatewayResult<SessionClaim>>(session.Claim);
    }

    public Task<GatewayResult<byte[]>> Describe(string sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<byte[]>>(
            FindLocal(sessionId) is { } session ? session.Describe() : new Refusal(RefusalKind.NotFound));

    public Task<GatewayResult<byte[]>> Subscriptions(string sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<byte[]>>(
            FindLocal(sessionId) is { } session ? session.ListSubscriptions() : new Refusal(RefusalKind.NotFound));

    private static async Task<RelayAnswer> AnswerOf(Task<byte[]> reply) => RelayAnswer.Of(await reply);

    private Task<GatewayResult<ImmutableArray<SessionClaim>>> Find(Func<SessionClaim, bool> isWanted)
    {
        var found = _local.Values.Select(session => session.Claim).Where(isWanted).OrderBy(claim => claim.LoginTime);
        return Task.FromResult<GatewayResult<ImmutableArray<SessionClaim>>>(found.ToImmutableArray());
    }
}
