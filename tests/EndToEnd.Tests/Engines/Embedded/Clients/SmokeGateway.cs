using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>
/// One gateway for the clients of all tests: with the sample directory, open to any user, with TLS, with compression for those that offer
/// it.
/// </summary>
public sealed class SmokeGateway : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();
    private readonly int[] _tlsPorts = FreePorts.Take(3);
    private GatewayProcess _process = null!;
    private int _names;

    /// <summary>PEM file by which its certificate, for <c>localhost</c>, can be verified.</summary>
    internal string Certificate { get; private set; } = "";

    internal int Http => _ports.Http;

    internal int Https => _tlsPorts[0];

    internal int ExternalApi => _ports.ExternalApi;

    internal int ExternalApiTls => _tlsPorts[1];

    internal int ExternalApiTcp => _ports.ExternalApiTcp;

    internal int Status => _ports.Status;

    internal int ExternalApiTcpTls => _tlsPorts[2];

    public async ValueTask InitializeAsync()
    {
        (Certificate, var key) = TestCertificate.Write(_folder.FullName);
        _process = await GatewayProcess.Start(
            _ports,
            ":memory:",
            TestContext.Current.CancellationToken,
            "--Auth:Open=true",
            $"--Directory:Seed={SampleDirectory.Path}",
            "--WebSocket:Compression=true",
            $"--Tls:Certificate={Certificate}",
            $"--Tls:Key={key}",
            $"--Listeners:Https={Https}",
            $"--Listeners:ExternalApiTls={ExternalApiTls}",
            $"--Listeners:ExternalApiTcpTls={ExternalApiTcpTls}");
    }

    /// <summary>A name that no other test has, for users and sessions.</summary>
    internal string NewName() => $"s{Interlocked.Increment(ref _names)}";

    /// <summary>It must end in order, and no client may have brought it to log an error.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            Assert.Equal(0, await _process.Stop(TestContext.Current.CancellationToken));
            Assert.DoesNotContain("fail:", _process.Errors, StringComparison.Ordinal);
        }
        finally
        {
            await _process.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
