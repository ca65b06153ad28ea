using System.Collections.Immutable;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>A tenant as it was at one moment.</summary>
/// <param name="Tenant">Its names and statuses, which do not change.</param>
/// <param name="Number">The last change that is in it.</param>
/// <param name="Extensions">Its extensions, by number.</param>
internal sealed record FrozenTenant(TenantView Tenant, ChangeNumber Number, ImmutableArray<ExtensionView> Extensions);
