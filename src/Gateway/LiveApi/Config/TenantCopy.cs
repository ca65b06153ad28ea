using System.Collections.Immutable;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>A tenant with its extensions as they were at one moment.</summary>
internal sealed record TenantCopy(TenantView Tenant, ImmutableArray<ExtensionView> Extensions);
