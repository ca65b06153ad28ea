using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>A file of exchanges.</summary>
/// <param name="Name">With its folder, such as <c>status/reports.txt</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Scenarios">In their order.</param>
internal sealed record ExchangeFile(string Name, string Title, ImmutableArray<Scenario> Scenarios)
{
    /// <summary>The interfaces that have files: a folder each.</summary>
    internal static readonly ImmutableArray<string> Interfaces = ["external-api", "feed", "live-api", "status"];

    /// <summary>Reads a file that comes with the tests.</summary>
    /// <param name="name">Such as <c>status/reports.txt</c>.</param>
    internal static ExchangeFile Read(string name) =>
        ExchangeParser.Parse(name, File.ReadAllText(Path.Combine(Root, name)));

    /// <summary>The names of all files, in ordinal order.</summary>
    internal static IEnumerable<string> Names() =>
        from folder in Interfaces
        from path in Directory.EnumerateFiles(FolderOf(folder), "*.txt").Order(StringComparer.Ordinal)
        select $"{folder}/{Path.GetFileName(path)}";

    /// <summary>Where the files of an interface are.</summary>
    internal static string FolderOf(string folder) => Path.Combine(Root, folder);

    private static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Conformance", "exchanges");
}
