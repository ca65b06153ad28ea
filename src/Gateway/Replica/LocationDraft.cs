using System.Collections.Immutable;

namespace EventPlatform.Gateway.Replica;

/// <summary>A location while a change is walked through.</summary>
/// <param name="view">As it was before the change; null when it is new.</param>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
internal sealed class LocationDraft(LocationView? view, Guid id, string name)
{
    internal Guid Id => id;

    /// <summary>Its name at this step.</summary>
    internal string Name { get; set; } = name;

    internal List<TenantDraft> Tenants { get; } = [];

    internal static LocationDraft Of(LocationView view)
    {
        var draft = new LocationDraft(view, view.Id, view.Name);
        draft.Tenants.AddRange(view.Tenants.Select(tenant => new TenantDraft(draft, tenant, tenant.Id, tenant.Name)));
        return draft;
    }

    /// <summary>As it is after the change: the view that is to have these tenants, one that was there when its name stays.</summary>
    /// <param name="number">The change's number.</param>
    internal (LocationView View, ImmutableArray<TenantView> Tenants) Build(long number)
    {
        var built = view is not null && view.Name == Name ? view : new LocationView(id, Name);
        return (built, [.. Tenants.Select(tenant => tenant.Build(built, number))]);
    }
}
