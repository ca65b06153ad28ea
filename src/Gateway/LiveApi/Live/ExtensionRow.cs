using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>An extension as it was at one moment, and the account that was bound to it.</summary>
internal sealed record ExtensionRow(ExtensionView Extension, Guid? UserId);
