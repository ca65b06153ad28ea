using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Extensions;

/// <summary>What a Tenant knows of one extension.</summary>
internal sealed class BoardSlot(DocumentExtension document)
{
    /// <summary>The extension in the document that is valid now.</summary>
    internal DocumentExtension Document { get; set; } = document;

    /// <summary>Its place in the document.</summary>
    internal int Rank { get; set; }

    /// <summary>Its row; null until it has been read or announced.</summary>
    internal ExtensionPeek? Row { get; private set; }

    /// <summary>The number of its last change in this epoch.</summary>
    internal ChangeNumber? Last { get; set; }

    /// <summary>Rises with every row, so that who was away can see that it has been overtaken.</summary>
    internal int RowCount { get; private set; }

    internal void Take(ExtensionPeek row)
    {
        Row = row;
        RowCount++;
    }
}
