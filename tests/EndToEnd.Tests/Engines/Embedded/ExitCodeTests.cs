using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>How the process ends (docs/configuration.md): 0 as asked, 2 misconfigured, 1 all else.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DataPath => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Http")]
    [InlineData("Management")]
    public async Task Start_PortInUse_EndsWith1AndNamesPortAndKey(string key)
    {
        using var other = new TcpListener(IPAddress.Loopback, key == "Http" ? _ports.Http : _ports.Management);
        other.Start();
        await using var gateway = GatewayProcess.Run(_ports, DataPath);

        Assert.Equal(1, await gateway.ExitCode(Cancel));
        Assert.Contains(
            $"Listeners:{key}: {other.LocalEndpoint} cannot be listened on: the port is in use", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StoreLocked_EndsWith1AndNamesIt()
    {
        await using var first = await GatewayProcess.Start(_ports, DataPath, Cancel);
        await using var second = GatewayProcess.Run(Ports.Free(), DataPath);

        Assert.Equal(1, await second.ExitCode(Cancel));
        Assert.Contains($"{DataPath} cannot be used: another process has it open", second.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await first.Stop(Cancel));
    }

    [Fact]
    public async Task Start_StoreNewer_EndsWith1AndLeavesItAsItIs()
    {
        await using (var first = await GatewayProcess.Start(_ports, DataPath, Cancel))
        {
            Assert.Equal(0, await first.Stop(Cancel));
        }

        var bytes = await File.ReadAllBytesAsync(DataPath, Cancel);
        bytes[UserVersionAt] = 0x7F;
        await File.WriteAllBytesAsync(DataPath, bytes, Cancel);
        await using var gateway = GatewayProcess.Run(_ports, DataPath);

        Assert.Equal(1, await gateway.ExitCode(Cancel));
        Assert.Contains($"{DataPath} cannot be used: it was written by a newer version", gateway.Errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(DataPath, Cancel));
    }

    [Theory]
    [InlineData("[1, 2", "Directory:Seed: ")]
    [InlineData("""{"version":1,"locations":[{"name":"a"},{"name":"a"}]}""", "locations[1].name")]
    [InlineData("""{"users":[{"username":"u","password":"short-1"}]}""", "users[0].password")]
    public async Task Start_WrongSeed_EndsWith2AndSaysWhere(string document, string text)
    {
        var seed = Path.Combine(_folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seed, document, Cancel);
        await using var gateway = GatewayProcess.Run(_ports, DataPath, $"--Directory:Seed={seed}");

        Assert.Equal(2, await gateway.ExitCode(Cancel));
        Assert.Contains(text, gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("short-1", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OtherNumberOfPartitions_EndsWith2AndNamesTheKey()
    {
        await using (var first = await GatewayProcess.Start(_ports, DataPath, Cancel))
        {
            Assert.Equal(0, await first.Stop(Cancel));
        }

        await using var gateway = GatewayProcess.Run(_ports, DataPath, "--Events:Partitions=2");
        Assert.Equal(2, await gateway.ExitCode(Cancel));
        Assert.Contains("Events:Partitions: ", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DataFolderCannotBeMade_EndsWith2AndNamesTheKey()
    {
        await File.WriteAllTextAsync(DataPath, "a file, not a folder", Cancel);
        await using var gateway = GatewayProcess.Run(_ports, Path.Combine(DataPath, "store.db"));

        Assert.Equal(2, await gateway.ExitCode(Cancel));
        Assert.StartsWith("Data:Path: the folder of ", gateway.Errors, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Signal_DuringTheStart_EndsWith0(bool isInterrupt)
    {
        await using var gateway = GatewayProcess.Run(_ports, DataPath);
        Assert.StartsWith("listening", await gateway.NextLine(Cancel), StringComparison.Ordinal);
        gateway.AskToEnd(isInterrupt);

        Assert.Equal(0, await gateway.ExitCode(Cancel));
    }

    [Fact]
    public async Task Interrupt_EndsWith0()
    {
        await using var gateway = await GatewayProcess.Start(_ports, DataPath, Cancel);
        gateway.AskToEnd(isInterrupt: true);

        Assert.Equal(0, await gateway.ExitCode(Cancel));
    }

    [Fact]
    public async Task SecondSignal_WhileDraining_EndsWith1AtOnce()
    {
        await using var gateway = await GatewayProcess.Start(_ports, DataPath, Cancel, "--Auth:Open=true");

        // It answers nothing and reads nothing, so the drain lasts.
        using var client = await LineClient.Connect(_ports.ExternalApiTcp);
        await client.Send("""{"class":"core","subclass":"user","cmd":"login","data":{"user":"u"},"tid":1}""");
        await client.ReadLine();
        await client.ReadLine();
        gateway.AskToEnd();
        await gateway.Logged("Draining", Cancel);
        var asked = Stopwatch.GetTimestamp();
        gateway.AskToEnd();

        Assert.Equal(1, await gateway.ExitCode(Cancel));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    /// <summary>Offset of the most significant byte of <c>user_version</c> in the file's header (SQLite's file format, 1.3).</summary>
    private const int UserVersionAt = 60;
}
