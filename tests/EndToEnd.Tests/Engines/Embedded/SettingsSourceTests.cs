using System.Net;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Where settings come from, through the process that reads them.</summary>
public sealed class SettingsSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_FileEnvironmentArguments_TheLaterWins()
    {
        var ports = FreePorts.Take(3);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "settings.json"),
            "{\"Listeners\":{\"StatusTls\":0,\"Https\":1,\"ExternalApiTls\":" + ports[0] + "},"
                + "\"Tls\":{\"Certificate\":\"certificate.pem\",\"Key\":\"key.pem\"}}",
            Cancel);
        TestCertificate.Write(_folder.FullName);
        await using var gateway = await StartHere(
            [("Listeners__Https", "2"), ("Listeners__StatusTls", $"{ports[1]}")],
            "--config",
            "settings.json",
            $"--Listeners:Https={ports[2]}");

        Assert.Contains($"listening ExternalApiTls 127.0.0.1:{ports[0]}", gateway.Output);
        Assert.Contains($"listening StatusTls 127.0.0.1:{ports[1]}", gateway.Output);
        Assert.Contains($"listening Https 127.0.0.1:{ports[2]}", gateway.Output);
    }

    [Fact]
    public async Task Start_ListsOfTheEnvironment_ReplaceTheDefaultsAndCanBeEmpty()
    {
        await using var gateway = await StartHere([("Access__Http__0", "127.0.0.2"), ("Access__ExternalApi", "")]);

        using var rest = new RestClient(new Uri($"http://127.0.0.1:{_ports.Http}"));
        using var page = await rest.Send(HttpMethod.Get, "live/coreServers");
        using var rpc = await rest.Send(HttpMethod.Post, "/rpc", "{}");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, rpc.StatusCode));
        using var status = await LineClient.Connect(_ports.Status);
        await status.Send("hello");
        Assert.Equal("Error: Invalid command.", await status.ReadLine());
    }

    [Fact]
    public async Task Start_NamesOfTheEnvironmentThatAreNoSettings_AreLeftAlone()
    {
        await using var gateway = await StartHere([("DATA", "/srv"), ("LIMITS", "none"), ("Foo__Bar", "1")]);

        Assert.Equal("ready", gateway.Output[^1]);
    }

    [Fact]
    public async Task Start_RelativePaths_BeginAtTheWorkingDirectory()
    {
        File.Copy(SampleDirectory.Path, Path.Combine(_folder.FullName, "seed.json"));
        await using var gateway = await StartHere([], "--Directory:Seed=seed.json", "--Data:Path=below/store.db");

        Assert.True(File.Exists(Path.Combine(_folder.FullName, "below", "store.db")));
    }

    [Fact]
    public async Task Start_UnknownKeyInTheEnvironment_EndsWith2()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartHere([("Auth__Admin__Pasword", "secret-value")]));

        Assert.Equal("It ended with 2: Auth:Admin:Pasword: unknown key; allowed: User, Password", exception.Message.TrimEnd());
    }

    private Task<GatewayProcess> StartHere((string Name, string Value)[] environment, params string[] arguments) => GatewayProcess.StartIn(
        start =>
        {
            start.WorkingDirectory = _folder.FullName;
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }
        },
        _ports,
        ":memory:",
        Cancel,
        arguments);
}
