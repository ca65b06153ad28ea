using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

/// <summary>Accounts that are bound to extensions which a change removes are bound to none afterwards; they keep their hashes.</summary>
internal static class Unbinding
{
    internal static void Plan(PlaceBook places, AccountBook accounts, DirectoryChange change)
    {
        foreach (var extension in Removed(places, change))
        {
            if (accounts.BoundTo(extension) is { } account)
            {
                change.KeepAccount(account with { ExtensionId = null });
            }
        }
    }

    /// <summary>Extensions that are gone after the change, whatever was removed with them.</summary>
    internal static IEnumerable<Guid> Removed(PlaceBook places, DirectoryChange change)
    {
        foreach (var (tenant, content) in change.Tenants)
        {
            if (places.Find(tenant) is not null)
            {
                var left = (content?.Extensions ?? []).Select(extension => extension.Id).ToHashSet();
                foreach (var extension in places.Content(tenant).Extensions.Where(extension => !left.Contains(extension.Id)))
                {
                    yield return extension.Id;
                }
            }
        }
    }
}
