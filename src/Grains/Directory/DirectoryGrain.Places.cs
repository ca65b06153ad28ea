using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

// Edits of one place: checked against all places and accounts -> a change of the root, of one tenant, or of what is removed with it.
internal sealed partial class DirectoryGrain
{
    public async Task<Outcome<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        var number = root.State.Number + 1;
        var planned = new PlaceEditor(places, accounts, number, ids).Plan(edit);
        if (!planned.IsOk)
        {
            return planned.Refusal;
        }

        var plan = planned.Value;
        if (edit.IsTrial || plan.Change is null)
        {
            return new PlaceChanged(plan.Id, plan.Values, root.State.Number);
        }

        return await Change(plan.Change, cancellationToken) is { } refusal ? refusal : new PlaceChanged(plan.Id, plan.Values, number);
    }

    public async Task<Outcome<CoreServerChanged>> ChangeCoreServer(
        string? slug, string? name, CoreServer? expected, CancellationToken cancellationToken = default)
    {
        await FinishCommitted(cancellationToken);
        var before = (await Snapshot(cancellationToken)).CoreServer;
        if (expected is not null && expected != before)
        {
            return new Refusal(RefusalKind.Conflict, "expected");
        }

        var after = before with { Slug = slug ?? before.Slug, Name = name ?? before.Name };
        if (NameRules.CheckName(after.Slug) is { } wrongSlug)
        {
            return new Refusal(RefusalKind.Invalid, "slug", wrongSlug);
        }

        if (NameRules.CheckName(after.Name) is { } wrongName)
        {
            return new Refusal(RefusalKind.Invalid, "name", wrongName);
        }

        if (after == before)
        {
            return new CoreServerChanged(before, root.State.Number);
        }

        var change = new DirectoryChange(root.State.Number + 1) { CoreServer = after };
        return await Change(change, cancellationToken) is { } refusal ? refusal : new CoreServerChanged(after, change.Number);
    }
}
