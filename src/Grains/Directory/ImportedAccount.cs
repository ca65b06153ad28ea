using EventPlatform.Contracts.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>An account of an import.</summary>
/// <param name="Before">As it is; null: it is new.</param>
/// <param name="After">As it is to be, apart from what another password does to it.</param>
/// <param name="Hash">The password's hash; null: that stays.</param>
internal sealed record ImportedAccount(Account? Before, Account After, string? Hash)
{
    /// <summary>Without the hash, which no log is to show.</summary>
    public override string ToString() => $"ImportedAccount {After.Id}";
}
