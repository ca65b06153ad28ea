using EventPlatform.Gateway.LiveApi.Documents;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class ExampleDirectoryTests
{
    [Fact]
    public async Task Read_SampleDirectory_NothingWrongAndNothingUnknown()
    {
        var json = await File.ReadAllBytesAsync(Find("examples/directory.json"), TestContext.Current.CancellationToken);
        var reading = DirectoryDocumentReader.Read(json);
        Assert.Null(reading.Problem);
        Assert.Empty(reading.Ignored);
        Assert.NotEmpty(reading.Document!.Locations!.Value);
    }

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EventPlatform.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, path);
    }
}
