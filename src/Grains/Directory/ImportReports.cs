using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Grains.Directory;

/// <summary>What an import is told to do: counts, and the first changes in the order removals, renames, additions, changes.</summary>
internal sealed class ImportReports
{
    private static readonly int Kinds = Enum.GetValues<PlaceKind>().Length;

    private readonly List<ImportChange>[] _changes = [.. Enum.GetValues<ImportChangeKind>().Select(_ => new List<ImportChange>())];
    private readonly Dictionary<Guid, ImmutableArray<string>> _paths = [];
    private readonly HashSet<Guid> _told = [];
    private readonly ImportPlan _plan;
    private readonly bool _isTrial;

    private ImportReports(ImportPlan plan, bool isTrial)
    {
        _plan = plan;
        _isTrial = isTrial;
        foreach (var location in plan.Locations)
        {
            _paths.Add(location.Id, [location.Name]);
            foreach (var tenant in location.Tenants)
            {
                _paths.Add(tenant.Id, [location.Name, tenant.Name]);
            }
        }
    }

    /// <param name="plan">The plan.</param>
    /// <param name="places">What it makes of the places.</param>
    /// <param name="accounts">Accounts that are new or differ.</param>
    /// <param name="isTrial">Whether ids that were made for it are kept back, as another run makes others.</param>
    /// <param name="number">The directory's number afterwards.</param>
    internal static ImportReport Of(
        ImportPlan plan, ImmutableArray<DirectoryDelta> places, IEnumerable<ImportedAccount> accounts, bool isTrial, long number)
    {
        var report = new ImportReports(plan, isTrial);
        foreach (var delta in places)
        {
            report.Tell(delta);
        }

        foreach (var account in plan.RemovedAccounts)
        {
            report.Tell(ImportChangeKind.Removed, null, account.Id, [account.Username]);
        }

        foreach (var (before, after, _) in accounts)
        {
            var change = before is null ? ImportChangeKind.Added
                : before.Username != after.Username ? ImportChangeKind.Renamed
                : ImportChangeKind.Changed;
            report.Tell(change, null, after.Id, [after.Username]);
        }

        return new ImportReport(
            number,
            report.Count(ImportChangeKind.Added),
            report.Count(ImportChangeKind.Renamed),
            report.Count(ImportChangeKind.Changed),
            report.Count(ImportChangeKind.Removed),
            [.. report.InOrder().Take(ImportReport.ChangesMax)]);
    }

    /// <summary>What is renamed and changed is told as renamed; <c>Available</c>, which comes with its tenant, is not told.</summary>
    private void Tell(DirectoryDelta delta)
    {
        if (delta is { Place: PlaceKind.Status, StatusNumber: 0 } || !_told.Add(delta.Id))
        {
            return;
        }

        ImmutableArray<string> above = delta.Parent is { } parent ? _paths[parent] : [];
        Tell(KindOf(delta.Kind), delta.Place, delta.Id, above.Add(delta.Values.Name));
    }

    private void Tell(ImportChangeKind change, PlaceKind? kind, Guid id, ImmutableArray<string> path) =>
        _changes[(int)change].Add(new ImportChange(change, kind, _isTrial && _plan.IsMade(id) ? null : id, path));

    private ImportCounts Count(ImportChangeKind change)
    {
        // Accounts, which are no places, come last.
        var counts = new int[Kinds + 1];
        foreach (var told in _changes[(int)change])
        {
            counts[(int?)told.Kind ?? Kinds]++;
        }

        return new ImportCounts(
            counts[(int)PlaceKind.Location],
            counts[(int)PlaceKind.Tenant],
            counts[(int)PlaceKind.Status],
            counts[(int)PlaceKind.Extension],
            counts[Kinds]);
    }

    private IEnumerable<ImportChange> InOrder() =>
        _changes[(int)ImportChangeKind.Removed]
            .Concat(_changes[(int)ImportChangeKind.Renamed])
            .Concat(_changes[(int)ImportChangeKind.Added])
            .Concat(_changes[(int)ImportChangeKind.Changed]);

    private static ImportChangeKind KindOf(DirectoryDeltaKind kind) => kind switch
    {
        DirectoryDeltaKind.Removed => ImportChangeKind.Removed,
        DirectoryDeltaKind.Renamed => ImportChangeKind.Renamed,
        DirectoryDeltaKind.Added => ImportChangeKind.Added,
        DirectoryDeltaKind.Altered or DirectoryDeltaKind.Given => ImportChangeKind.Changed,
        _ => throw new InvalidOperationException($"Unhandled kind {kind}."),
    };
}
