namespace EventPlatform.EndToEnd.Tests;

/// <summary>The directory document that comes with the product.</summary>
internal static class SampleDirectory
{
    internal static string Path { get; } = System.IO.Path.Combine(Root(), "examples", "directory.json");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "EventPlatform.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        return folder.FullName;
    }
}
