using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Contracts.Events;

/// <summary>
/// One step of a directory change. <c>Available</c> of a new tenant (number 0) is told after its tenant, for replicas only: nobody is to
/// see an event of it.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Place">The place's kind.</param>
/// <param name="Parent">The location of a tenant, the tenant of a status or an extension; null for locations.</param>
/// <param name="Id">The place.</param>
/// <param name="Values">Its values afterwards; of a removed one its last.</param>
/// <param name="StatusNumber">A status' number; else 0.</param>
/// <param name="State">The state that the document gives, of an extension that is new or <see cref="DirectoryDeltaKind.Given"/>.</param>
/// <param name="Epoch">Of a new tenant: the epoch under which its changes are numbered, from sequence 1; else 0.</param>
public sealed record DirectoryDelta(
    DirectoryDeltaKind Kind,
    PlaceKind Place,
    Guid? Parent,
    Guid Id,
    PlaceValues Values,
    int StatusNumber = 0,
    ExtensionState? State = null,
    long Epoch = 0);
