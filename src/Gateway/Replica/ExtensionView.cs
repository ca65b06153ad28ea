using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>An extension as it is; immutable, a change makes a new one.</summary>
internal sealed record ExtensionView(Guid Id, string Number, string DisplayName, TenantView Tenant, ExtensionState State)
{
    /// <summary>Its status; one that its tenant has not reads as <c>Available</c>.</summary>
    public StatusEntry Status => Tenant.StatusOf(State.Status);
}
