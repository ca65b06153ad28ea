using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EventPlatform.Contracts.Directory;
using EventPlatform.Silo;
using EventPlatform.Testing;
using Orleans.Connections.Security;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>TLS between silos and gateways: who has a certificate of the cluster's authority belongs to it, and nobody else.</summary>
public sealed class ClusterTlsTests(PostgresServer server) : IDisposable
{
    private readonly ClusterAuthority _ours = new();
    private readonly ClusterAuthority _others = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Parts_OfOneAuthority_WorkTogether()
    {
        var database = await Migrated();
        await using var first = await SiloHost.StartSilo(database, _ours.Settings());
        await using var second = await SiloHost.StartSilo(database, _ours.Settings());
        await using var client = await SiloHost.StartClient(database, _ours.Settings());

        var started = await client.Grains.GetGrain<IDirectoryGrain>(0).Start(new PlatformStart(1, null), Cancel);

        Assert.True(started.IsOk);
        Assert.Equal(2, await client.LiveSilos());
    }

    /// <summary>Silos and clients ask the same of each other.</summary>
    [Fact]
    public void Configure_CertificateOfTheOther_IsAskedForAndMustBeOfTheAuthority()
    {
        var options = new TlsOptions();
        ClusterTls.Read(Files())!.Configure(options);
        using var ours = X509CertificateLoader.LoadCertificateFromFile(Files().Certificate!);
        using var foreign = X509CertificateLoader.LoadCertificateFromFile(_others.Settings()[0].Value!);
        const SslPolicyErrors UnknownToTheSystem =
            SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch;

        Assert.Equal(RemoteCertificateMode.RequireCertificate, options.RemoteCertificateMode);
        Assert.Equal(RemoteCertificateMode.RequireCertificate, options.ClientCertificateMode);
        Assert.True(options.RemoteCertificateValidation!(ours, null, UnknownToTheSystem));
        Assert.False(options.RemoteCertificateValidation(foreign, null, UnknownToTheSystem));
        Assert.False(options.RemoteCertificateValidation(foreign, null, SslPolicyErrors.None));
    }

    [Theory]
    [InlineData("SiloPort", true)]
    [InlineData("SiloPort", false)]
    [InlineData("GatewayPort", true)]
    [InlineData("GatewayPort", false)]
    public async Task Silo_ClientWithoutACertificateOfTheAuthority_IsCutOff(string portKey, bool hasForeignOne)
    {
        var port = FreePorts.Take(1)[0];
        await using var silo = await SiloHost.StartSilo(await Migrated(), [.. _ours.Settings(), (portKey, $"{port}")]);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancel);
        await using var stream = new SslStream(socket.GetStream());

        Assert.True(await IsCutOff(stream, hasForeignOne ? ClusterTls.Read(Files(_others)) : null));
    }

    [Theory]
    [InlineData("Certificate", "Cluster:Tls:Certificate: '/no/such.pem' is not allowed; allowed: a file that exists")]
    [InlineData("Key", "Cluster:Tls:Key: '/no/such.pem' is not allowed; allowed: a file that exists")]
    [InlineData("Authority", "Cluster:Tls:Authority: '/no/such.pem' is not allowed; allowed: a file that exists")]
    public void Read_FileMissing_NamesItsKey(string key, string sentence)
    {
        var settings = Files();
        typeof(ClusterTlsSettings).GetProperty(key)!.SetValue(settings, "/no/such.pem");

        Assert.Equal(sentence, Assert.Throws<SettingException>(() => ClusterTls.Read(settings)).Message);
    }

    [Fact]
    public void Read_KeyOfAnotherCertificate_NamesBoth()
    {
        var settings = Files();
        settings.Key = Files().Key;

        Assert.Equal(
            "Cluster:Tls:Certificate: it and Cluster:Tls:Key are no PEM certificate and its key",
            Assert.Throws<SettingException>(() => ClusterTls.Read(settings)).Message);
    }

    [Fact]
    public void Read_AuthorityIsNoCertificate_NamesIt()
    {
        var settings = Files();
        settings.Authority = settings.Key;

        Assert.Equal(
            "Cluster:Tls:Authority: holds no PEM certificates", Assert.Throws<SettingException>(() => ClusterTls.Read(settings)).Message);
    }

    private ClusterTlsSettings Files(ClusterAuthority? authority = null)
    {
        var files = (authority ?? _ours).Settings();
        return new ClusterTlsSettings { Certificate = files[0].Value, Key = files[1].Value, Authority = files[2].Value };
    }

    /// <summary>With TLS 1.3 a client learns after its own part of the handshake whether its certificate was taken.</summary>
    private static async Task<bool> IsCutOff(SslStream stream, ClusterTls? tls)
    {
        var options = new TlsOptions();
        tls?.Configure(options);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "part",
                    ClientCertificates = options.LocalCertificate is { } own ? [own] : null,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                },
                Cancel);
            return await stream.ReadAsync(new byte[1], Cancel) == 0;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return true;
        }
    }

    private async Task<string> Migrated()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        return database;
    }
}
