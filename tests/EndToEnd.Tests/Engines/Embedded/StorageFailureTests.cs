using System.Diagnostics;
using System.Runtime.InteropServices;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A disk that fails while the product runs: it ends, as only a new start can tell what is on the disk.</summary>
public sealed partial class StorageFailureTests : IDisposable
{
    private const int FileSize = 1;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Write_Fails_EndsWith1AndSaysWhyAndKeepsWhatWasAnswered()
    {
        await using (var gateway = await Start())
        {
            using var client = await LineClient.Connect(_ports.Status);
            await client.Send("set_extension_note@#Berlin@#Sales@#4221@#before");
            await client.Expect("", "ExtensionNoteUpdatedEvent@#Berlin@#Sales@#4221@#before");

            // From here on no file of the process can be written: an error of the disk, not a disk that is full.
            var limit = new Limit(1, 1);
            Assert.Equal(0, SetLimit(gateway.Id, FileSize, in limit, 0));
            await client.Send("set_extension_note@#Berlin@#Sales@#4221@#after");

            // What is refused is said, unless the end of the process closes the connection before.
            var answer = await client.ReadLine();
            Assert.True(answer is null || answer.StartsWith("Error: Internal error", StringComparison.Ordinal), answer);

            Assert.Equal(1, await gateway.ExitCode(Cancel));
            Assert.Contains("crit: ", gateway.Errors, StringComparison.Ordinal);
            Assert.Contains("store.db failed: SQLite Error 10", gateway.Errors, StringComparison.Ordinal);
            Assert.Contains("the process ends", gateway.Errors, StringComparison.Ordinal);
        }

        await using var again = await Start();
        using var reader = await LineClient.Connect(_ports.Status);
        await reader.Send("get_extension_note@#Berlin@#Sales@#4221");
        await reader.Expect("ExtensionNote@#before");
    }

    [Fact]
    public async Task Metrics_AfterASet_CountCommitsAndWrites()
    {
        await using var gateway = await Start();
        using var client = await LineClient.Connect(_ports.Status);
        var (commits, writes) = (await Metric("ep_storage_commits_total"), await Metric("ep_storage_writes_total"));
        await client.Send("set_extension_note@#Berlin@#Sales@#4221@#counted");
        await client.Expect("");

        Assert.InRange(commits, 1, writes);
        Assert.InRange(await Metric("ep_storage_commits_total"), commits + 1, int.MaxValue);
        Assert.InRange(await Metric("ep_storage_writes_total"), writes + 1, int.MaxValue);
    }

    private Task<GatewayProcess> Start() => GatewayProcess.StartIn(
        IgnoreFileSizeSignal, _ports, Path.Combine(_folder.FullName, "store.db"), Cancel, $"--Directory:Seed={SampleDirectory.Path}");

    /// <summary>A write over the limit sends SIGXFSZ, which ends a process; ignored, the write fails.</summary>
    private static void IgnoreFileSizeSignal(ProcessStartInfo start)
    {
        string[] command = ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", start.FileName, .. start.ArgumentList];
        start.FileName = "/bin/sh";
        start.ArgumentList.Clear();
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }
    }

    private async Task<int> Metric(string name)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports.Management}/metrics"), Cancel);
        var line = text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return int.Parse(line[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int process, int resource, in Limit limit, nint former);

    private readonly record struct Limit(ulong Soft, ulong Hard);
}
