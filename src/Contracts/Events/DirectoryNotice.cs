using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Contracts.Events;

/// <summary>
/// Body of <see cref="EventKind.Directory"/>: the directory's number has risen. To be applied by a replica that shows the number before;
/// any other, and one that is told the number alone, fetches the directory and tells the differences in the same order.
/// </summary>
/// <param name="Number">The number.</param>
/// <param name="Accounts">
/// What the change made of the accounts. Null together with <paramref name="Places"/>: too much to be told, or not known any more.
/// </param>
/// <param name="Places">
/// What the change made of the places, in the order of docs/protocols/status-interface.md, 3: removals, renames, additions, changed
/// fields; empty when only accounts changed.
/// </param>
/// <param name="CoreServer">The core server, when it changed.</param>
public sealed record DirectoryNotice(
    long Number,
    AccountsNotice? Accounts,
    ImmutableArray<DirectoryDelta>? Places = null,
    CoreServer? CoreServer = null);
