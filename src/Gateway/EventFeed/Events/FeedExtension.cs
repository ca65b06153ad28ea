using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>
/// A change of an extension with what the feed says of it, and nothing else: the history would hold a whole tenant for each change by its
/// views.
/// </summary>
/// <param name="Location">Where it is.</param>
/// <param name="Tenant">Where it is.</param>
/// <param name="Id">The extension.</param>
/// <param name="Number">Its number.</param>
/// <param name="Changed">The fields that changed.</param>
/// <param name="Status">Its status' name after the change.</param>
/// <param name="StatusType">Its status' type.</param>
/// <param name="State">Its state after the change.</param>
/// <param name="User">The account bound to it, or null.</param>
/// <param name="Time">When it happened, Unix milliseconds.</param>
/// <param name="IsAmongOthers">Whether other changes may be told at the same place.</param>
internal sealed record FeedExtension(
    NamedPlace Location,
    NamedPlace Tenant,
    Guid Id,
    string Number,
    ExtensionFields Changed,
    string Status,
    string StatusType,
    ExtensionState State,
    Account? User,
    long Time,
    bool IsAmongOthers)
{
    public static FeedExtension Of(ExtensionEvent change)
    {
        var now = change.Now;
        var tenant = now.Tenant;
        var status = now.Status;
        return new FeedExtension(
            new NamedPlace(tenant.Location.Id, tenant.Location.Name),
            new NamedPlace(tenant.Id, tenant.Name),
            now.Id,
            now.Number,
            change.Changed,
            status.Name,
            status.Type,
            now.State,
            change.User,
            change.Time,
            change.IsAmongOthers);
    }

    /// <summary>How many feed events it becomes: one per field, each followed by the bound user's, or one of these for all.</summary>
    public int Count
    {
        get
        {
            var fields = (Has(ExtensionFields.Status) ? 1 : 0)
                + (Has(ExtensionFields.Note) ? 1 : 0)
                + (Has(ExtensionFields.ReturnTime) ? 1 : 0);
            return User is null ? fields : fields + (Has(ExtensionFields.OfUser) ? 1 : fields);
        }
    }

    public bool Has(ExtensionFields field) => (Changed & field) != 0;
}
