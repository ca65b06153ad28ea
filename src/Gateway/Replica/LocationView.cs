using System.Collections.Immutable;

namespace EventPlatform.Gateway.Replica;

/// <summary>A location; immutable, its tenants are added while the replica builds it.</summary>
internal sealed class LocationView(Guid id, string name)
{
    public Guid Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>In the order they were added.</summary>
    public ImmutableArray<TenantView> Tenants { get; internal set; } = [];

    public TenantView? FindTenant(string name)
    {
        foreach (var tenant in Tenants)
        {
            if (tenant.Name == name)
            {
                return tenant;
            }
        }

        return null;
    }
}
