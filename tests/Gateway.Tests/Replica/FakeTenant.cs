using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>A tenant grain that is at a number, as a test says.</summary>
internal sealed class FakeTenant : ITenantGrain
{
    internal required ChangeNumber Number { get; init; }

    internal int Snapshots { get; private set; }

    public Task<Outcome<TenantSnapshot>> Snapshot(CancellationToken cancellationToken = default)
    {
        Snapshots++;
        return Task.FromResult<Outcome<TenantSnapshot>>(Samples.Snapshot(Number, status: 1));
    }

    public Task<Outcome<TenantContent>> Document(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Outcome<ChangeNumber>> Position(CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<ChangeNumber>>(Number);

    public Task<Outcome<ExtensionTerms>> Describe(Guid extension, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<Announced>> Announce(ExtensionWritten written, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<ChangeNumber>> Reload(Guid extension, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<long>> Prepare(TenantChange change, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<TenantSnapshot>> HeldSnapshot(Guid change, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task Hold(Guid change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
