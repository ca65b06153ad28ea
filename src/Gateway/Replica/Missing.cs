using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>What the replica has to fetch before it can go on.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Tenant">One tenant, or null for the directory as a whole.</param>
/// <param name="Reload">An extension whose change came under an older epoch: its tenant announces it anew, nothing is fetched.</param>
/// <param name="Origin">Who made the change that was met: answered before what is fetched is shown.</param>
internal sealed record Missing(ResyncCause Cause, Guid? Tenant, Guid? Reload = null, ChangeOrigin? Origin = null);
