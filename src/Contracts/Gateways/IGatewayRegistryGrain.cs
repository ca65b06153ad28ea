using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Gateways;

/// <summary>
/// The one list of live gateways (key 0), persisted. A lease is over 12 s after its last renewal, counted by a live activation only.
/// </summary>
[Alias("ep.IGatewayRegistryGrain")]
public interface IGatewayRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Renews a lease, or starts one for a new incarnation. The answer names live gateways and incarnations that ended: the reader
    /// calls <see cref="IGatewayGrain.End"/> for each of these, then <see cref="Settled"/>. Gone: this incarnation itself has ended.
    /// </summary>
    [Alias("Renew"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<RegistryView>> Renew(GatewayRef gateway, CancellationToken cancellationToken = default);

    /// <summary>An incarnation says goodbye after its drain: it leaves the list without being told as ended.</summary>
    [Alias("Leave"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Leave(GatewayRef gateway, CancellationToken cancellationToken = default);

    /// <summary>The sessions of an ended incarnation have been ended: it needs to be named no more.</summary>
    [Alias("Settled"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Settled(GatewayRef gateway, CancellationToken cancellationToken = default);

    /// <summary>The live gateways and the ended incarnations that are not settled.</summary>
    [Alias("View"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<RegistryView> View(CancellationToken cancellationToken = default);
}
