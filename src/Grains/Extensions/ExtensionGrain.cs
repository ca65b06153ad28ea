using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

// check -> write -> announce -> answer; what was written but perhaps not announced is told before anything else is answered
internal sealed class ExtensionGrain(
    [PersistentState("extension", PlatformGrains.Storage)] IPersistentState<ExtensionRow> row, TimeProvider time) : Grain, IExtensionGrain
{
    /// <summary>Documents that may get newer during one set; more is a fault.</summary>
    private const int TermsMax = 16;

    /// <summary>The last row known to be durable.</summary>
    private ExtensionPeek _durable = new(0, ExtensionState.Initial);

    private ExtensionTerms? _terms;

    /// <summary>Whether the Tenant knows the durable row: a former activation may have ended between write and announcement.</summary>
    private bool _isTold;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = row.State.Look();
        _isTold = _durable.DocumentVersion == 0;
        return Task.CompletedTask;
    }

    public async Task<Outcome<ExtensionSet>> Set(SetExtension command, CancellationToken cancellationToken = default)
    {
        var tenant = GrainFactory.GetGrain<ITenantGrain>(command.Tenant);
        var untold = await TellIfUntold(tenant, cancellationToken);
        if (untold is not null)
        {
            return untold;
        }

        // Terms that are kept may be old, so they only ever allow: a refusal or "nothing new" is said under fresh ones.
        if (_terms is { } kept && TryPlan(command, _durable, kept) is { IsOk: true } plan && plan.Value.Changed != ExtensionFields.None)
        {
            return await WriteAndAnnounce(tenant, command, kept, cancellationToken);
        }

        var described = await tenant.Describe(this.GetPrimaryKey(), cancellationToken);
        if (!described.IsOk)
        {
            return Forget(described.Refusal);
        }

        return await WriteAndAnnounce(tenant, command, described.Value, cancellationToken);
    }

    public async Task<Outcome<ExtensionState>> Get(Guid tenant, CancellationToken cancellationToken = default)
    {
        var grain = GrainFactory.GetGrain<ITenantGrain>(tenant);
        var untold = await TellIfUntold(grain, cancellationToken);
        if (untold is not null)
        {
            return untold;
        }

        var described = await grain.Describe(this.GetPrimaryKey(), cancellationToken);
        return described.IsOk ? ExtensionRules.Effective(_durable, described.Value) : Forget(described.Refusal);
    }

    public Task<ExtensionPeek> Peek(CancellationToken cancellationToken = default) => Task.FromResult(_durable);

    private static Outcome<ExtensionPlan> TryPlan(SetExtension command, ExtensionPeek before, ExtensionTerms terms)
    {
        var state = ExtensionRules.Effective(before, terms);
        var applied = ExtensionRules.Apply(command, state, terms);
        return applied.IsOk ? new ExtensionPlan(applied.Value, ExtensionRules.Differences(state, applied.Value)) : applied.Refusal;
    }

    private async Task<Outcome<ExtensionSet>> WriteAndAnnounce(
        ITenantGrain tenant, SetExtension command, ExtensionTerms terms, CancellationToken cancellationToken)
    {
        var before = _durable;
        for (var round = 0; round < TermsMax; round++)
        {
            _terms = terms;
            var plan = TryPlan(command, before, terms);
            if (!plan.IsOk || plan.Value.Changed == ExtensionFields.None)
            {
                // A round before may have written under terms that hold no more: what was there counts again, for all who looked.
                await Write(before);
                var untold = await TellIfUntold(tenant, cancellationToken);
                if (untold is not null)
                {
                    return untold;
                }

                return plan.IsOk ? new ExtensionSet(terms.Last, ExtensionFields.None, terms.DocumentVersion) : plan.Refusal;
            }

            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await Write(new ExtensionPeek(terms.DocumentVersion, plan.Value.State));
            var told = plan.Value.Changed | (command.IsOfUser ? ExtensionFields.OfUser : ExtensionFields.None);
            var written = new ExtensionWritten(
                this.GetPrimaryKey(), terms.DocumentVersion, told, plan.Value.State, now, command.Origin);
            var announced = await tenant.Announce(written, cancellationToken);
            if (!announced.IsOk)
            {
                return Forget(announced.Refusal);
            }

            if (announced.Value.Number is { } number)
            {
                _isTold = true;
                return new ExtensionSet(number, plan.Value.Changed, terms.DocumentVersion);
            }

            terms = announced.Value.Newer!;
        }

        throw new TimeoutException("The tenant's document changed too often during one set.");
    }

    /// <summary>Null when the Tenant knows the row, else why it cannot.</summary>
    private async Task<Refusal?> TellIfUntold(ITenantGrain tenant, CancellationToken cancellationToken)
    {
        if (_isTold)
        {
            return null;
        }

        var reloaded = await tenant.Reload(this.GetPrimaryKey(), cancellationToken);
        if (!reloaded.IsOk)
        {
            return Forget(reloaded.Refusal);
        }

        _isTold = true;
        return null;
    }

    /// <summary>The tenant has no such extension: there is nothing to stay for.</summary>
    private Refusal Forget(Refusal refusal)
    {
        _terms = null;
        this.EndWhenEmpty(static grain => grain._terms is null);
        return refusal;
    }

    private async Task Write(ExtensionPeek state)
    {
        if (state == _durable)
        {
            return;
        }

        row.State.Take(state);
        await row.WriteOrDeactivate(this);
        _durable = state;
        _isTold = false;
    }
}
