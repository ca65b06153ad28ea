using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Sessions;

// made by the first session, ended with the last, or by collection when none was renewed for as long as the index remembers one
internal sealed class UserGrain(SessionLease lease, TimeProvider time) : Grain, IUserGrain
{
    private readonly UserIndex _index = new(lease, time);

    public Task Join(SessionClaim claim, CancellationToken cancellationToken = default)
    {
        _index.Join(claim);
        return Task.CompletedTask;
    }

    public Task Leave(string sessionId, CancellationToken cancellationToken = default)
    {
        _index.Leave(sessionId);
        EndIfEmpty();
        return Task.CompletedTask;
    }

    public Task<SessionList> Sessions(CancellationToken cancellationToken = default)
    {
        _index.ForgetSilent();
        EndIfEmpty();
        return Task.FromResult(_index.List());
    }

    private void EndIfEmpty()
    {
        if (_index.IsEmpty)
        {
            this.EndWhenEmpty(static grain => grain._index.IsEmpty);
        }
    }
}
