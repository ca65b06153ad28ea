using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

// A document: checked as a whole -> states and hashes that it may give are compared with what is there -> one change of all that differs
internal sealed partial class DirectoryGrain
{
    public async Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        if (places.Locations.Count > 0 || accounts.Count > 0)
        {
            return new DirectoryNumber(root.State.Number);
        }

        var report = await Import(document, reservedUser: null, isTrial: false, cancellationToken);
        return report.IsOk ? new DirectoryNumber(report.Value.Number) : report.Refusal;
    }

    public async Task<Outcome<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        var number = root.State.Number + 1;
        var planned = ImportPlanner.Plan(document, reservedUser, places, accounts, number, ids);
        if (!planned.IsOk)
        {
            return planned.Refusal;
        }

        var plan = planned.Value;
        var present = await ReadStates(plan, cancellationToken);
        var change = new DirectoryChange(number)
        {
            Locations = plan.Locations,
            Tenants = ImportStates.Give(plan, places, present, number),
        };
        change.Places = Difference(places, change, plan);
        var differing = await Differing(plan, number, cancellationToken);
        await PutAccounts(change, plan, differing, cancellationToken);
        if (isTrial || change.IsEmpty)
        {
            return ImportReports.Of(plan, change.Places, differing, isTrial, root.State.Number);
        }

        // What was set after the states were read and before the tenants were held would be overwritten by what was there before it, where
        // the document gives only some fields of an extension. Nothing is announced while a tenant is held, so a tenant that has announced
        // nothing until then is as it was read, and any other is read and prepared again, which nothing can overtake. A row that is written
        // but not announced meanwhile is written again under the new document. A tenant in which nothing differs takes no part: what is set
        // there meanwhile counts as set after the import.
        var refused = await Change(change, cancellationToken, async held =>
        {
            if (await GiveAgain(held, change, plan, present, cancellationToken))
            {
                change.Places = Difference(places, change, plan);
            }
        });
        return refused is not null ? refused : ImportReports.Of(plan, change.Places, differing, isTrial, number);
    }

    private static ImmutableArray<DirectoryDelta> Difference(PlaceBook places, DirectoryChange change, ImportPlan plan) =>
        DirectoryDifference.Of(places, change, plan.RankOf);

    /// <summary>The tenants to whose extensions the document gives states, as they are.</summary>
    private async Task<Dictionary<Guid, TenantSnapshot>> ReadStates(ImportPlan plan, CancellationToken cancellationToken)
    {
        var present = new Dictionary<Guid, TenantSnapshot>();
        await InChunks(plan.Given.Keys, async tenant =>
            present.Add(tenant, There(tenant, await Tenant(tenant).Snapshot(cancellationToken))));
        return present;
    }

    /// <summary>Tenants in which something was set since their states were read are prepared anew; whether there were any.</summary>
    private async Task<bool> GiveAgain(
        Guid change,
        DirectoryChange plan,
        ImportPlan import,
        Dictionary<Guid, TenantSnapshot> present,
        CancellationToken cancellationToken)
    {
        var isAny = false;
        var tenants = new Dictionary<Guid, TenantContent?>(plan.Tenants);
        await InChunks(import.Given.Keys.Where(plan.Tenants.ContainsKey), async id =>
        {
            if (There(id, await Tenant(id).Position(cancellationToken)) == present[id].Number)
            {
                return;
            }

            var held = There(id, await Tenant(id).HeldSnapshot(change, cancellationToken));
            var content = ImportStates.GiveAgain(tenants[id]!, import.Tenants[id]!, import.Given[id], held, plan.Number);
            There(id, await Tenant(id).Prepare(new TenantChange(change, plan.Number, content), cancellationToken));
            tenants[id] = content;
            isAny = true;
        });
        plan.Tenants = tenants;
        return isAny;
    }

    /// <summary>What a tenant of the root answers, who is there and can take part.</summary>
    private static T There<T>(Guid tenant, Outcome<T> outcome) =>
        outcome.IsOk ? outcome.Value : throw new InvalidOperationException($"The tenant {tenant} of the root answers {outcome.Refusal}.");

    /// <summary>Accounts that are new or differ; a password that is given again as it is changes nothing.</summary>
    private async Task<List<ImportedAccount>> Differing(ImportPlan plan, long number, CancellationToken cancellationToken)
    {
        var held = new Dictionary<Guid, string?>();
        await InChunks(
            plan.Accounts.Where(account => account is { Before: not null, Hash: not null }).Select(account => account.Before!),
            async before => held.Add(before.Id, await ReadHash(before, cancellationToken)));
        var differing = new List<ImportedAccount>();
        foreach (var account in plan.Accounts)
        {
            if (account is { Before: { } before, Hash: { } hash })
            {
                var isNew = hash != held[before.Id];
                var after = isNew ? account.After with { KeyVersion = number } : account.After;
                differing.Add(account with { After = after, Hash = isNew ? hash : null });
            }
            else
            {
                differing.Add(account);
            }
        }

        differing.RemoveAll(account => account is { Before: { } before, Hash: null } && AccountRules.AreSame(before, account.After));
        return differing;
    }

    private async Task PutAccounts(
        DirectoryChange change, ImportPlan plan, List<ImportedAccount> differing, CancellationToken cancellationToken)
    {
        plan.RemovedAccounts.ForEach(change.RemoveAccount);
        foreach (var (before, after, hash) in differing)
        {
            if (before is null)
            {
                change.PutAccount(null, new AccountSecret(after, hash));
            }
            else
            {
                await PutAccount(change, before, after, hash, cancellationToken);
            }
        }
    }
}
