using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>The product as a process of its own: what was answered survives, however it ends.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_FirstTime_PrintsListenersConsolePasswordAndReady()
    {
        await using var gateway = await Start();
        Assert.Contains($"listening Http 127.0.0.1:{_ports.Http}", gateway.Output);
        Assert.Contains($"listening Status 127.0.0.1:{_ports.Status}", gateway.Output);
        Assert.Contains($"console http://127.0.0.1:{_ports.Http}/", gateway.Output);
        var password = gateway.Output.Single(line => line.StartsWith("generated password for admin: ", StringComparison.Ordinal))[30..];
        await using var api = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        Assert.Equal(100030, (await api.Login("admin", password + "x")).GetProperty("data").GetProperty("code").GetInt32());
        Assert.Equal("ok", (await api.Login("admin", password)).GetProperty("result").GetString());
        Assert.Equal(0, await gateway.Stop(Cancel));

        await using var again = await Start();
        Assert.DoesNotContain(again.Output, line => line.StartsWith("generated", StringComparison.Ordinal));
        await using var sameAdmin = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        Assert.Equal("ok", (await sameAdmin.Login("admin", password)).GetProperty("result").GetString());
    }

    [Fact]
    public async Task Stop_AfterSets_EverythingAnsweredIsThereAgain()
    {
        await SetThenEnd(async gateway => Assert.Equal(0, await gateway.Stop(Cancel)));
    }

    [Fact]
    public async Task Kill_WhileSetting_EverythingAnsweredIsThereAgain()
    {
        await SetThenEnd(gateway => gateway.Kill());
    }

    [Theory]
    [InlineData("--Listeners:Http=http", "Listeners:Http")]
    [InlineData("--Listeners:Htp=58080", "Listeners:Htp")]
    [InlineData("--Limits:IdleTimeout=-1", "Limits:IdleTimeout")]
    public async Task Start_WrongSetting_EndsWith2AndNamesTheKey(string argument, string key)
    {
        await using var gateway = GatewayProcess.Run(_ports, DataPath, argument);
        Assert.Equal(2, await gateway.ExitCode(Cancel));
        Assert.Contains(key, gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedStore_EndsWith1AndLeavesItAsItIs()
    {
        await File.WriteAllTextAsync(DataPath, new string('x', 8192), Cancel);
        await using var gateway = GatewayProcess.Run(_ports, DataPath);
        Assert.Equal(1, await gateway.ExitCode(Cancel));
        Assert.Contains("store.db", gateway.Errors, StringComparison.Ordinal);
        Assert.Equal(new string('x', 8192), await File.ReadAllTextAsync(DataPath, Cancel));
    }

    private string DataPath => Path.Combine(_folder.FullName, "store.db");

    private Task<GatewayProcess> Start() =>
        GatewayProcess.Start(_ports, DataPath, Cancel, $"--Directory:Seed={SampleDirectory.Path}");

    /// <summary>Sets notes one after the other, ends the gateway in the middle, starts it and compares with the last answer.</summary>
    private async Task SetThenEnd(Func<GatewayProcess, Task> end)
    {
        var answered = 0;
        await using (var gateway = await Start())
        {
            using var client = await LineClient.Connect(_ports.Status);
            var ended = Task.CompletedTask;
            while (await IsAnswered(client, answered + 1))
            {
                answered++;
                ended = answered == 200 ? end(gateway) : ended;
            }

            await ended;
        }

        await using var again = await Start();
        using var reader = await LineClient.Connect(_ports.Status);
        await reader.Send("get_extension_note@#Berlin@#Sales@#4221");
        var note = await reader.ReadLine();
        // The one after the last answer may have been made all the same.
        Assert.Contains(note, new[] { $"ExtensionNote@#{answered}", $"ExtensionNote@#{answered + 1}" });
        Assert.InRange(answered, 200, int.MaxValue);
    }

    private static async Task<bool> IsAnswered(LineClient client, int note)
    {
        try
        {
            await client.Send($"set_extension_note@#Berlin@#Sales@#4221@#{note}");
            for (var line = await client.ReadLine(); line is not null; line = await client.ReadLine())
            {
                if (line.Length == 0)
                {
                    return true;
                }
            }

            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
