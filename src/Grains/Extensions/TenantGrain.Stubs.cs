namespace EventPlatform.Grains.Extensions;

internal sealed partial class TenantGrain
{
    public Task Hold(Guid change, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
