using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>An extension's row: what was set last, and the document version under which that was checked; 0 = never.</summary>
[GenerateSerializer, Alias("ep.state.Extension")]
internal sealed class ExtensionRow
{
    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public long DocumentVersion { get; set; }

    [Id(2)]
    public int Status { get; set; }

    [Id(3)]
    public string Note { get; set; } = "";

    [Id(4)]
    public long ReturnTime { get; set; } = ReturnTimeRules.None;

    internal ExtensionPeek Look() => new(DocumentVersion, new ExtensionState(Status, Note, ReturnTime));

    internal void Take(ExtensionPeek row)
    {
        DocumentVersion = row.DocumentVersion;
        Status = row.State.Status;
        Note = row.State.Note;
        ReturnTime = row.State.ReturnTime;
    }
}
