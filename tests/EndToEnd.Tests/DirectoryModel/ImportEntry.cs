namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>An object of a directory document, and the one that it stands for.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="path">Where it is in the document, without a dot at the end.</param>
/// <param name="parent">The entry it is below; null for locations and users.</param>
internal sealed class ImportEntry(ModelKind kind, string path, ImportEntry? parent)
{
    internal ModelKind Kind { get; } = kind;

    internal string Path { get; } = path;

    internal ImportEntry? Parent { get; } = parent;

    /// <summary>As the document gives it.</summary>
    internal string? Id { get; init; }

    internal string Name { get; init; } = "";

    /// <summary>A status' type, an extension's display name, else null.</summary>
    internal string? Detail { get; init; }

    internal string? Status { get; init; }

    internal string? Note { get; init; }

    internal long? ReturnTime { get; init; }

    /// <summary>Lists below it by kind; an absent one is absent here.</summary>
    internal Dictionary<ModelKind, List<ImportEntry>> Lists { get; } = [];

    /// <summary>Fills a user with what is given.</summary>
    internal Action<ModelUser> Fill { get; init; } = _ => { };

    /// <summary>A user's, whether the document gives it.</summary>
    internal bool HasExtension { get; init; }

    internal string? ExtensionId { get; init; }

    /// <summary>What it stands for; null: it is new. Of a new one what was made.</summary>
    internal ModelPlace? Place { get; set; }

    internal ModelUser? User { get; set; }

    internal IEnumerable<ImportEntry> All() => Lists.Values.SelectMany(list => list).SelectMany(entry => entry.All()).Prepend(this);
}
