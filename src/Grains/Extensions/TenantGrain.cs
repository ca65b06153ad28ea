using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Publishing;

namespace EventPlatform.Grains.Extensions;

// activated under a new epoch -> board read when first needed -> changes numbered and published -> documents come by Prepare and Finish
// Most calls interleave: after each await the board is another's, so it is looked at again.
[KeepAlive]
internal sealed partial class TenantGrain(
    [PersistentState("tenant", PlatformGrains.Storage)] IPersistentState<TenantState> state,
    [PersistentState("tenantEpoch", PlatformGrains.Storage)] IPersistentState<TenantEpoch> epoch,
    SiloPublisher publisher,
    TimeProvider time) : Grain, ITenantGrain
{
    private const int PeeksAtOnceMax = 256;

    /// <summary>Null: there is no such tenant.</summary>
    private TenantBoard? _board;

    private Task? _loading;

    private bool IsNothing => _board is null && state.State.Pending is null;

    public async Task<Outcome<TenantSnapshot>> Snapshot(CancellationToken cancellationToken = default)
    {
        await WhileHeld(cancellationToken);
        while (_board is { } board)
        {
            if (board.Unknown().Count == 0)
            {
                return board.Snapshot();
            }

            await LoadOnce(board);
            await WhileHeld(cancellationToken);
        }

        return Gone();
    }

    public async Task<Outcome<TenantSnapshot>> HeldSnapshot(Guid change, CancellationToken cancellationToken = default)
    {
        while (_board is { } board && _hold is not null && state.State.Pending?.Change == change)
        {
            if (board.Unknown().Count == 0)
            {
                return board.Snapshot();
            }

            await LoadOnce(board);
        }

        return Gone();
    }

    public Task<Outcome<TenantContent>> Document(CancellationToken cancellationToken = default)
    {
        return Task.FromResult<Outcome<TenantContent>>(state.State.Content is { } content ? content : Gone());
    }

    public Task<Outcome<ChangeNumber>> Position(CancellationToken cancellationToken = default)
    {
        return Task.FromResult<Outcome<ChangeNumber>>(_board is { } board ? board.Number : Gone());
    }

    public Task<Outcome<ExtensionTerms>> Describe(Guid extension, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(_board is { } board ? board.Describe(extension) : NoSuchExtension());
    }

    public async Task<Outcome<Announced>> Announce(ExtensionWritten written, CancellationToken cancellationToken = default)
    {
        // Waited for first: from the number to its place in the stream nothing may come between.
        await WhenFree(cancellationToken);
        if (_board is not { } board)
        {
            return NoSuchExtension();
        }

        if (written.DocumentVersion > board.DocumentVersion)
        {
            DeactivateOnIdle();
            throw new TimeoutException("This activation of the tenant is behind its document.");
        }

        var notice = board.Announce(written, out var newer);
        if (newer is not null)
        {
            return new Announced(null, newer);
        }

        if (!notice.IsOk)
        {
            return notice.Refusal;
        }

        await Publish(notice.Value, written.Time);
        return new Announced(notice.Value.Number, null);
    }

    public async Task<Outcome<ChangeNumber>> Reload(Guid extension, CancellationToken cancellationToken = default)
    {
        if (_board?.Find(extension) is not { } before)
        {
            return NoSuchExtension();
        }

        var rowCount = before.RowCount;
        var row = await GrainFactory.GetGrain<IExtensionGrain>(extension).Peek(cancellationToken);
        await WhenFree(cancellationToken);
        if (_board is not { } board || board.Find(extension) is not { } slot)
        {
            return NoSuchExtension();
        }

        // A row that was announced while this one was on its way is newer.
        if (slot == before && slot.RowCount == rowCount && board.Reload(slot, row) is { } notice)
        {
            await Publish(notice, time.GetUtcNow().ToUnixTimeMilliseconds());
            return notice.Number;
        }

        return board.Number;
    }

    /// <summary>Reads the rows that are not known. One run at a time, for all who wait.</summary>
    private Task LoadOnce(TenantBoard board)
    {
        if (_loading is not { IsCompleted: false })
        {
            _loading = Load(board);
        }

        return _loading;
    }

    private async Task Load(TenantBoard board)
    {
        foreach (var chunk in board.Unknown().Chunk(PeeksAtOnceMax))
        {
            await Task.WhenAll(chunk.Select(extension => LoadRow(board, extension)));
        }
    }

    private async Task LoadRow(TenantBoard board, Guid extension)
    {
        var row = await GrainFactory.GetGrain<IExtensionGrain>(extension).Peek();
        if (board.Find(extension) is { Row: null } slot)
        {
            slot.Take(row);
        }
    }

    private Refusal Gone()
    {
        EndIfNothing();
        return new Refusal(RefusalKind.Gone, "", "There is no such tenant.");
    }

    private Refusal NoSuchExtension()
    {
        EndIfNothing();
        return TenantBoard.NoSuchExtension();
    }

    /// <summary>Ids come from clients: one that is no tenant's leaves nothing behind.</summary>
    private void EndIfNothing()
    {
        if (IsNothing)
        {
            this.EndWhenEmpty(static grain => grain.IsNothing);
        }
    }
}
