using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

// A document for an empty store: checked as a whole, then one change of all its tenants and accounts.
internal sealed partial class DirectoryGrain
{
    public async Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        if (places.Locations.Count > 0 || accounts.Count > 0)
        {
            return new DirectoryNumber(root.State.Number);
        }

        var number = root.State.Number + 1;
        var plan = SeedPlanner.Plan(document, number, ids);
        if (!plan.IsOk)
        {
            return plan.Refusal;
        }

        var change = new DirectoryChange(number)
        {
            Locations = plan.Value.Locations,
            Tenants = plan.Value.Tenants.ToDictionary(tenant => tenant.Key, tenant => (TenantContent?)tenant.Value),
        };
        change.Places = DirectoryDifference.Of(places, change);
        foreach (var secret in plan.Value.Accounts.Values.SelectMany(secrets => secrets))
        {
            change.PutAccount(null, secret);
        }

        if (change.IsEmpty)
        {
            return new DirectoryNumber(root.State.Number);
        }

        return await Change(change, cancellationToken) is { } refusal ? refusal : new DirectoryNumber(number);
    }

    /// <summary>Not made yet: an import into a directory that is there.</summary>
    public Task<Outcome<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("An import into a directory that is there is not made yet.");
}
