using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Hub;

/// <summary>A change of an extension.</summary>
/// <param name="Now">The extension as it is after the change.</param>
/// <param name="Changed">The fields that changed; doors fire one event for each, in the order status, note, return time.</param>
/// <param name="User">The account bound to it, or null.</param>
/// <param name="Time">When it happened, Unix milliseconds.</param>
/// <param name="At">Its place.</param>
/// <param name="IsAmongOthers">Whether other changes may be shown at the same place.</param>
internal sealed record ExtensionEvent(
    ExtensionView Now, ExtensionFields Changed, Account? User, long Time, EventPosition At, bool IsAmongOthers = false);
