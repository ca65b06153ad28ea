using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Contracts.Events;

/// <summary>Body of <see cref="EventKind.Extension"/>: a durable change, numbered by its Tenant; replicas apply it in sequence.</summary>
public sealed record ExtensionNotice(
    Guid Tenant,
    Guid Extension,
    ChangeNumber Number,
    long DocumentVersion,
    ExtensionFields Changed,
    ExtensionState State,
    ChangeOrigin? Origin);
