using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Commands;

/// <summary>Changes of the directory through its grain, answered when this gateway's replica shows them.</summary>
internal sealed class DirectoryCommands(IGrainFactory grains, GrainCalls calls, DirectoryReach reach) : IDirectoryCommands
{
    /// <summary>A large import is told by its number alone: everything is fetched before it is shown.</summary>
    private static readonly TimeSpan ImportShownAfter = TimeSpan.FromSeconds(60);

    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    public Task<GatewayResult<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken) => Shown(
        () => Directory.Edit(edit, cancellationToken), changed => edit.IsTrial ? null : changed.Number, cancellationToken);

    public async Task<GatewayResult<CoreServer>> ChangeCoreServer(
        string? slug, string? name, CoreServer? expected, CancellationToken cancellationToken)
    {
        var changed = await Shown(
            () => Directory.ChangeCoreServer(slug, name, expected, cancellationToken), changed => changed.Number, cancellationToken);
        return new GatewayResult<CoreServer>(changed.Value?.CoreServer, changed.Refusal, changed.Failure);
    }

    public Task<GatewayResult<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken) => Shown(
        () => Directory.Import(document, reservedUser, isTrial, cancellationToken),
        report => isTrial ? null : report.Number,
        cancellationToken,
        ImportShownAfter);

    private async Task<GatewayResult<T>> Shown<T>(
        Func<Task<Outcome<T>>> call, Func<T, long?> number, CancellationToken cancellationToken, TimeSpan? giveUpAfter = null)
        where T : class
    {
        var result = await calls.Once(call);
        return !result.IsOk || number(result.Value) is not { } change || await reach.Shows(change, cancellationToken, giveUpAfter)
            ? result
            : calls.TimedOut();
    }
}
