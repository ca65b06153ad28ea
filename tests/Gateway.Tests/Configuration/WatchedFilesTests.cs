using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Tests.Configuration;

public sealed class WatchedFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly List<string> _paths = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void HaveChanged_Nothing_Never()
    {
        var files = Watch(Write("a", "1"));

        Assert.Equal([false, false, false], [files.HaveChanged(), files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_Written_AtTheSecondLook()
    {
        var files = Watch(Write("a", "1"));
        files.HaveChanged();
        Write("a", "22");

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_StillBeingWritten_Waits()
    {
        var files = Watch(Write("a", "1"));
        files.HaveChanged();
        foreach (var text in new[] { "22", "333", "4444" })
        {
            Write("a", text);
            Assert.False(files.HaveChanged());
        }

        Assert.True(files.HaveChanged());
    }

    [Fact]
    public void HaveChanged_SameLength_TimeTells()
    {
        var path = Write("a", "1");
        var files = Watch(path);
        files.HaveChanged();
        Write("a", "2");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_EditorRenamesOverIt_IsSeen()
    {
        var path = Write("a", "1");
        var files = Watch(path);
        files.HaveChanged();
        File.Move(Write("a.tmp", "22"), path, overwrite: true);

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_LinkToFolderSwapped_IsSeen()
    {
        // As Kubernetes mounts a ConfigMap: a -> ..data/a, ..data -> ..1; nothing but the link to the folder tells the two apart.
        foreach (var version in new[] { "..1", "..2" })
        {
            _folder.CreateSubdirectory(version);
            File.SetLastWriteTimeUtc(Write($"{version}/a", version), DateTime.UnixEpoch);
        }

        var data = Path.Combine(_folder.FullName, "..data");
        var path = Path.Combine(_folder.FullName, "a");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(path, "..data/a");
        var files = Watch(path);
        files.HaveChanged();
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_GoneForAMoment_IsNoChange()
    {
        var path = Write("a", "1");
        var files = Watch(path);
        files.HaveChanged();
        File.Move(path, path + ".away");
        Assert.False(files.HaveChanged());
        File.Move(path + ".away", path);

        Assert.Equal([false, false], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_GoneForGood_IsAChange()
    {
        var path = Write("a", "1");
        var files = Watch(path);
        files.HaveChanged();
        File.Delete(path);

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HaveChanged_ReadOnce_NotAgainUntilTheNextChange(bool isAccepted)
    {
        var files = Watch(Write("a", "1"));
        files.HaveChanged();
        Write("a", "22");
        files.HaveChanged();
        Assert.True(files.HaveChanged());
        files.BeginReading();
        if (isAccepted)
        {
            files.EndReading();
        }

        Assert.Equal([false, false], [files.HaveChanged(), files.HaveChanged()]);
        Write("a", "333");
        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_WrittenWhileItWasRead_IsReadAgain()
    {
        var files = Watch(Write("a", "1"));
        files.HaveChanged();
        files.BeginReading();
        Write("a", "22");
        files.EndReading();

        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void HaveChanged_FileNamedByTheReload_IsWatchedFromThenOn()
    {
        var files = Watch(Write("a", "1"));
        files.BeginReading();
        _paths.Add(Write("b", "1"));
        files.EndReading();
        Assert.Equal([false, false], [files.HaveChanged(), files.HaveChanged()]);

        Write("b", "22");
        Assert.Equal([false, true], [files.HaveChanged(), files.HaveChanged()]);
    }

    [Fact]
    public void Of_LinksInACircle_IsNoFile()
    {
        var path = Path.Combine(_folder.FullName, "a");
        File.CreateSymbolicLink(path, "b");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "b"), "a");

        Assert.Equal(-1, FileStamp.Of(path).Length);
    }

    private WatchedFiles Watch(string path)
    {
        _paths.Add(path);
        return new WatchedFiles(() => [.. _paths]);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
