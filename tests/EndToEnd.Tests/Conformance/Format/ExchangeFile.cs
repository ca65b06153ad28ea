using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>A file of exchanges.</summary>
internal sealed record ExchangeFile(string Name, string Title, ImmutableArray<Scenario> Scenarios)
{
    /// <summary>Reads a file of the folder that comes with the tests.</summary>
    internal static ExchangeFile Read(string name) =>
        ExchangeParser.Parse(name, File.ReadAllText(Path.Combine(Folder, name)));

    /// <summary>The names of all files, in ordinal order.</summary>
    internal static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>Where the files are.</summary>
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Conformance", "exchanges", "external-api");
}
