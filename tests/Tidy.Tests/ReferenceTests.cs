using System.Xml.Linq;

namespace EventPlatform.Tidy.Tests;

/// <summary>An arrow is a reference, and nothing else may be referenced.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Grains"] = ["Contracts"],
        ["Silo"] = ["Grains", "Management"],
        ["Gateway"] = ["Contracts", "Silo", "Management"],
        ["Management"] = [],
        ["Orleans.Embedded"] = [],
    };

    public static TheoryData<string> SourceProjects => [.. Repository.Files("src", ".csproj")];

    public static TheoryData<string> AllProjects => [.. Repository.Files(ending: ".csproj")];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_ReferencesOnlyWhatItMay(string path) =>
        Assert.Empty(References(path).Except(Allowed[Path.GetFileNameWithoutExtension(path)]));

    /// <summary>The engine comes by <c>OrleansRole</c>, in one place; only its own tests name it.</summary>
    [Theory]
    [MemberData(nameof(AllProjects))]
    public void Engine_ComesByRoleOnly(string path)
    {
        if (Path.GetFileNameWithoutExtension(path) == "Orleans.Embedded.Tests")
        {
            return;
        }

        Assert.DoesNotContain("Orleans.Embedded", References(path));
        Assert.DoesNotContain(Packages(path), package => package.StartsWith("Microsoft.Orleans", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Engine_IsGivenToProjectsThatSpeakToIt(string path) =>
        Assert.Equal(
            Path.GetFileNameWithoutExtension(path) is not ("Orleans.Embedded" or "Management"),
            Repository.Read(path).Contains("<OrleansRole>", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void Packages_HaveTheirVersionInOnePlace(string path) =>
        Assert.DoesNotContain(Load(path).Descendants("PackageReference"), package => package.Attribute("Version") is not null);

    private static IEnumerable<string> References(string path) => Load(path)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> Packages(string path) =>
        Load(path).Descendants("PackageReference").Select(reference => reference.Attribute("Include")?.Value ?? "");

    private static XDocument Load(string path) => XDocument.Parse(Repository.Read(path));
}
