namespace Orleans.Embedded.Tests;

/// <summary>A directory for the files of one test.</summary>
internal sealed class TempDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("engine");

    public void Dispose() => _directory.Delete(recursive: true);

    internal string File(string name) => Path.Combine(_directory.FullName, name);

    internal string Folder(string name) => _directory.CreateSubdirectory(name).FullName;
}
