namespace EventPlatform.Contracts.Extensions;

/// <summary>One tenant (key: its id): its document, the board of its extensions' states, and the numbers of their changes.</summary>
[Alias("ep.ITenantGrain")]
public interface ITenantGrain : IGrainWithGuidKey
{
    /// <summary>Document and effective states, with the number of the last change. Gone when the tenant does not exist.</summary>
    [Alias("Snapshot"), AlwaysInterleave, ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<TenantSnapshot>> Snapshot(CancellationToken cancellationToken = default);

    /// <summary>The document that is valid, for Directory's checks. Gone when the tenant does not exist.</summary>
    [Alias("Document"), AlwaysInterleave, ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<TenantContent>> Document(CancellationToken cancellationToken = default);

    /// <summary>The number of the last change; what a replica compares with its own. Gone when the tenant does not exist.</summary>
    [Alias("Position"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<ChangeNumber>> Position(CancellationToken cancellationToken = default);

    /// <summary>What an extension must know to check a change. NotFound when the document has no such extension.</summary>
    [Alias("Describe"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<ExtensionTerms>> Describe(Guid extension, CancellationToken cancellationToken = default);

    /// <summary>
    /// Numbers a durable change, puts it on the board and publishes it to partition 0. Answers with newer terms, and announces nothing,
    /// when the document is newer than the one the row was written under.
    /// </summary>
    [Alias("Announce"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<Announced>> Announce(ExtensionWritten written, CancellationToken cancellationToken = default);

    /// <summary>Reads the extension and announces it anew, under this epoch: for a change that came numbered under an older one.</summary>
    [Alias("Reload"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<ChangeNumber>> Reload(Guid extension, CancellationToken cancellationToken = default);

    /// <summary>
    /// First step of a change over several grains: stores the new document as pending, durably. Called by Directory only. The value is
    /// the epoch under which the tenant's next change will be numbered unless it is activated anew.
    /// </summary>
    [Alias("Prepare"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<long>> Prepare(TenantChange change, CancellationToken cancellationToken = default);

    /// <summary>
    /// Before a prepared change is decided: waits until what was announced is accepted, and lets nothing be announced any more until the
    /// change is finished or discarded, so that its notice has its place in the order of the tenant's changes. Fails when the change is
    /// not pending here. Called by Directory only.
    /// </summary>
    [Alias("Hold"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task Hold(Guid change, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="Snapshot"/>, while a change holds the tenant: the states as they are, so that the change can be made to fit them. Gone
    /// when that change does not hold it. Called by Directory only.
    /// </summary>
    [Alias("HeldSnapshot"), AlwaysInterleave, ResponseTimeout("00:00:30"), Idempotent(true)]
    Task<Outcome<TenantSnapshot>> HeldSnapshot(Guid change, CancellationToken cancellationToken = default);

    /// <summary>Last step: a committed change becomes the document, any other is discarded. Called by Directory only.</summary>
    [Alias("Finish"), ResponseTimeout("00:00:30"), Idempotent(true)]
    Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default);
}
