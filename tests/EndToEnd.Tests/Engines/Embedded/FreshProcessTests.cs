using System.Diagnostics;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A process that has just been started is ready for everybody.</summary>
public sealed class FreshProcessTests : IDisposable
{
    /// <summary>Five times what it may take on a quiet machine.</summary>
    private static readonly TimeSpan FirstEventWithin = TimeSpan.FromSeconds(25);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_ToFirstEvent_TakesSeconds()
    {
        var started = Stopwatch.GetTimestamp();
        await using var gateway = await Start();
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        await client.Login("first", null);
        await client.Request("core", "event", "subscribe", new { @class = "call" });
        await client.Request("core", "event", "send", new { @class = "call" });
        await client.Event(data => data.GetProperty("class").GetString() == "call");
        var passed = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"first event after {passed.TotalMilliseconds:F0} ms");
        Assert.InRange(passed, TimeSpan.Zero, FirstEventWithin);
    }

    [Fact]
    public async Task Login_200AtOnce_AllSucceedAndGetTheirEvents()
    {
        await using var gateway = await Start();
        await ManyClients.LogInAndPublish(_ports);
        Assert.DoesNotContain("fail:", gateway.Errors, StringComparison.Ordinal);
    }

    private Task<GatewayProcess> Start() =>
        GatewayProcess.Start(_ports, Path.Combine(_folder.FullName, "store.db"), Cancel, "--Auth:Open=true");
}
