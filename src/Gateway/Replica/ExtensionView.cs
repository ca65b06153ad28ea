using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>An extension as it is; immutable, a change makes a new one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number.</param>
/// <param name="DisplayName">Its display name.</param>
/// <param name="Tenant">Where it is.</param>
/// <param name="State">Its state.</param>
/// <param name="Rank">Its place in the order of addition, as it was fetched; 0 for one that was told.</param>
internal sealed record ExtensionView(Guid Id, string Number, string DisplayName, TenantView Tenant, ExtensionState State, int Rank)
{
    /// <summary>Its status; one that its tenant has not reads as <c>Available</c>.</summary>
    public StatusEntry Status => Tenant.StatusOf(State.Status);
}
