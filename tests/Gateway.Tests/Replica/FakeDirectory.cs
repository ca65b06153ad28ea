using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>A directory that never changes.</summary>
internal sealed class FakeDirectory : IDirectoryGrain
{
    public Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default) =>
        Task.FromResult(new DirectorySnapshot(1, new CoreServer(Guid.Empty, "default", "default"), []));

    public Task<Outcome<PlatformStarted>> Start(PlatformStart start, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
