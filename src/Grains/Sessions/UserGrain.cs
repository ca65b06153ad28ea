using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Sessions;

// made by the first session, ended with the last; kept alive between, as nothing calls it while its sessions only listen
[KeepAlive]
internal sealed class UserGrain(TimeProvider time) : Grain, IUserGrain
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(20);

    private readonly UserIndex _index = new(time);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Sweep, SweepPeriod, SweepPeriod);
        return Task.CompletedTask;
    }

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

    private Task Sweep(CancellationToken cancellationToken)
    {
        _index.ForgetSilent();
        EndIfEmpty();
        return Task.CompletedTask;
    }

    private void EndIfEmpty()
    {
        if (_index.IsEmpty)
        {
            DeactivateOnIdle();
        }
    }
}
