namespace EventPlatform.Contracts.Events;

/// <summary>Body of <see cref="EventKind.Directory"/>: the directory's number has risen.</summary>
/// <param name="Number">The number.</param>
/// <param name="Accounts">
/// What the change made of the accounts, when that was all; null: replicas fetch the directory. To be applied by a replica that shows
/// the number before.
/// </param>
public sealed record DirectoryNotice(long Number, AccountsNotice? Accounts);
