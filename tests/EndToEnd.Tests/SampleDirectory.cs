namespace EventPlatform.EndToEnd.Tests;

/// <summary>The directory document that comes with the product.</summary>
internal static class SampleDirectory
{
    internal static string Path { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "examples", "directory.json");
}
