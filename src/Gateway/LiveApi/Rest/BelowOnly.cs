namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A set that cannot be listed: <c>/config/core</c>, whose list is <c>/config/server/coreServers</c>.</summary>
internal sealed class BelowOnly(Resource set) : Resource
{
    public override bool HasMembers => set.HasMembers;

    public override ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange) => set.Next(path, exchange);
}
