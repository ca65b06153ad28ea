using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>Documents of tenants.</summary>
internal static class TenantContents
{
    /// <summary>A new tenant has <c>Available</c> under number 0, first in its list.</summary>
    internal static TenantContent New(Guid available) =>
        new([new StatusEntry(0, available, StatusTypes.Available, StatusTypes.AvailableType)], 1, []);
}
