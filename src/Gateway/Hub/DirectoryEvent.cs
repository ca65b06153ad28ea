using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Hub;

/// <summary>A location, tenant, status or extension was added, renamed or removed. All names are those valid then.</summary>
/// <param name="Place">What it is.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Id">The place.</param>
/// <param name="Name">Its name, an extension's number; after a renaming the new one.</param>
/// <param name="OldName">Its name before it was renamed; else null.</param>
/// <param name="Location">The location that it is or belongs to.</param>
/// <param name="Tenant">The tenant that it is or belongs to; null for locations.</param>
/// <param name="StatusType">A status' type; else null.</param>
/// <param name="User">The account bound to an extension, bound until then when it is removed; null: nobody.</param>
/// <param name="Time">When it happened, Unix milliseconds.</param>
/// <param name="At">Its place in the log; all events of one change share it.</param>
internal sealed record DirectoryEvent(
    PlaceKind Place,
    PlaceChange Change,
    Guid Id,
    string Name,
    string? OldName,
    NamedPlace Location,
    NamedPlace? Tenant,
    string? StatusType,
    Account? User,
    long Time,
    EventPosition At);
