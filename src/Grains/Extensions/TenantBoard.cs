using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>
/// A tenant's document, the effective states of its extensions, and the numbers of their changes within one epoch. Every method is one
/// step: what it numbers is to be published before anything else happens.
/// </summary>
internal sealed class TenantBoard(Guid tenant, long epoch)
{
    private readonly Dictionary<Guid, BoardSlot> _slots = [];
    private List<BoardSlot> _ordered = [];
    private TenantContent _content = new([], 0, []);
    private long _sequence;

    internal long DocumentVersion { get; private set; }

    internal ChangeNumber Number => new(epoch, _sequence);

    /// <param name="version">The document's version.</param>
    /// <param name="content">The document.</param>
    /// <param name="isNew">True when it becomes valid just now: no row can have been written under it yet.</param>
    internal void SetDocument(long version, TenantContent content, bool isNew)
    {
        DocumentVersion = version;
        _content = content;
        foreach (var id in _slots.Keys.Except(content.Extensions.Select(extension => extension.Id)).ToList())
        {
            _slots.Remove(id);
        }

        var rank = 0;
        foreach (var extension in content.Extensions)
        {
            if (!_slots.TryGetValue(extension.Id, out var slot))
            {
                _slots[extension.Id] = slot = new BoardSlot(extension);
            }

            slot.Document = extension;
            slot.Rank = rank++;
            if (isNew && slot.Row is null && extension.GivenUnder == version)
            {
                slot.Take(new ExtensionPeek(0, ExtensionState.Initial));
            }
        }

        _ordered = [.. _slots.Values.OrderBy(slot => slot.Document.Number, ExtensionNumbers.Order)];
    }

    /// <summary>Extensions whose rows are not known yet.</summary>
    internal List<Guid> Unknown() => [.. _ordered.Where(slot => slot.Row is null).Select(slot => slot.Document.Id)];

    internal BoardSlot? Find(Guid extension) => _slots.GetValueOrDefault(extension);

    internal Outcome<ExtensionTerms> Describe(Guid extension)
    {
        return Find(extension) is { } slot ? Terms(slot) : NoSuchExtension();
    }

    /// <summary>Only when no row is unknown.</summary>
    internal TenantSnapshot Snapshot()
    {
        var entries = _ordered.Select(slot => new ExtensionEntry(
            slot.Document.Id, slot.Document.Number, slot.Document.DisplayName, Effective(slot), slot.Rank));
        return new TenantSnapshot(Number, DocumentVersion, _content.Statuses, [.. entries]);
    }

    /// <summary>A row that is durable: its notice, or newer terms, or a refusal.</summary>
    internal Outcome<ExtensionNotice> Announce(ExtensionWritten written, out ExtensionTerms? newer)
    {
        newer = null;
        if (Find(written.Extension) is not { } slot)
        {
            return NoSuchExtension();
        }

        if (written.DocumentVersion < DocumentVersion)
        {
            newer = Terms(slot);
            return new Refusal(RefusalKind.Conflict, "", "The document is newer.");
        }

        // What nobody was told before, because an announcement failed, is told with this one.
        var untold = slot.Row is null ? ExtensionFields.None : ExtensionRules.Differences(Effective(slot), written.State);
        slot.Take(new ExtensionPeek(written.DocumentVersion, written.State));
        return NumberChange(slot, written.Changed | untold, written.Origin);
    }

    /// <summary>A row that was read: its notice if it differs from what this epoch has told, else null.</summary>
    internal ExtensionNotice? Reload(BoardSlot slot, ExtensionPeek row)
    {
        var before = slot.Row is null ? null : Effective(slot);
        slot.Take(row);
        var changed = before is null ? ExtensionFields.None : ExtensionRules.Differences(before, Effective(slot));
        return changed == ExtensionFields.None ? null : NumberChange(slot, changed, null);
    }

    internal static Refusal NoSuchExtension() => new(RefusalKind.NotFound, "", "The tenant has no such extension.");

    private ExtensionState Effective(BoardSlot slot)
        => ExtensionRules.Effective(slot.Row!, slot.Document.GivenUnder, slot.Document.Given, _content.Statuses);

    private ExtensionTerms Terms(BoardSlot slot)
        => new(DocumentVersion, _content.Statuses, slot.Document.GivenUnder, slot.Document.Given, slot.Last ?? Number);

    private ExtensionNotice NumberChange(BoardSlot slot, ExtensionFields changed, ChangeOrigin? origin)
    {
        _sequence++;
        slot.Last = Number;
        return new ExtensionNotice(tenant, slot.Document.Id, Number, DocumentVersion, changed, Effective(slot), origin);
    }
}
