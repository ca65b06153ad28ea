using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Gateways;

// renewals keep it alive; leases are counted from its activation on. Every change of the list is written before it is told.
internal sealed class GatewayRegistryGrain(
    [PersistentState("registry", PlatformGrains.Storage)] IPersistentState<RegistryState> state, TimeProvider time)
    : Grain, IGatewayRegistryGrain
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);

    private readonly LeaseTable _leases = new(time);

    /// <summary>What is durable: questions are answered while a write is running.</summary>
    private RegistryView _view = new([], []);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        state.State.Live.ForEach(_leases.Renew);
        _view = Look();
        this.RegisterGrainTimer(EndOver, LookPeriod, LookPeriod);
        return Task.CompletedTask;
    }

    public async Task<Outcome<RegistryView>> Renew(GatewayRef gateway, CancellationToken cancellationToken = default)
    {
        if (state.State.HasEnded(gateway))
        {
            return new Refusal(RefusalKind.Gone, "", "This incarnation has ended.");
        }

        _leases.Renew(gateway);
        if (!state.State.Live.Contains(gateway))
        {
            // A gateway that starts again under its id replaces its former life.
            foreach (var former in state.State.Live.Where(live => live.GatewayId == gateway.GatewayId).ToList())
            {
                End(former, isNamed: true);
            }

            state.State.Live.Add(gateway);
            await Write();
        }

        await EndOver(cancellationToken);
        return _view;
    }

    public async Task Leave(GatewayRef gateway, CancellationToken cancellationToken = default)
    {
        if (state.State.Live.Contains(gateway))
        {
            End(gateway, isNamed: false);
            await Write();
        }
    }

    public async Task Settled(GatewayRef gateway, CancellationToken cancellationToken = default)
    {
        if (state.State.Ended.Remove(gateway))
        {
            await Write();
        }
    }

    public Task<RegistryView> View(CancellationToken cancellationToken = default) => Task.FromResult(_view);

    private async Task EndOver(CancellationToken cancellationToken)
    {
        var over = _leases.FindOver();
        if (over.Count > 0)
        {
            over.ForEach(gateway => End(gateway, isNamed: true));
            await Write();
        }
    }

    private void End(GatewayRef gateway, bool isNamed)
    {
        _leases.Remove(gateway);
        state.State.End(gateway, isNamed);
    }

    private RegistryView Look() => new([.. state.State.Live], [.. state.State.Ended]);

    private async Task Write()
    {
        await state.WriteOrDeactivate(this);
        _view = Look();
    }
}
