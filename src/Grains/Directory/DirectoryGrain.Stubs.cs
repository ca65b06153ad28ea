using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

internal sealed partial class DirectoryGrain
{
    public Task<Outcome<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<CoreServerChanged>> ChangeCoreServer(
        string slug, string name, CoreServer? expected, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
