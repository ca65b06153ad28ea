namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Tests over a server of their own.</summary>
public abstract class LiveServerTests : IAsyncLifetime
{
    internal LiveServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await LiveServer.Start();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A GET is answered with exactly this JSON, which may be broken into lines and have short ids.</summary>
    protected async Task AssertJson(string expected, string path) =>
        Assert.Equal(SampleDirectory.WithIds(expected.Replace("\n", "", StringComparison.Ordinal)), await Server.Get(path));
}
