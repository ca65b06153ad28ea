using System.Security.Cryptography.X509Certificates;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class SettingsReloaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Dictionary<string, string?> _source = [];
    private readonly LiveSettings _settings;
    private readonly ServerCertificate _certificate;
    private readonly SettingsReloader _reloader;

    public SettingsReloaderTests()
    {
        (_source["Tls:Certificate"], _source["Tls:Key"]) = TestCertificate.Write(_folder.FullName);
        _settings = new LiveSettings(() => new ConfigurationBuilder().AddInMemoryCollection(_source).Build());
        _certificate = ServerCertificate.Load(_settings.AtStart.Tls)!;
        var files = new WatchedFiles(() => _settings.WatchedPaths);
        _reloader = new SettingsReloader(_settings, _certificate, files, NullLogger<SettingsReloader>.Instance);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Reload_AllRight_TakesSettingsAndCertificate()
    {
        var before = Thumbprint();
        TestCertificate.Write(_folder.FullName);
        _source["Limits:LoginFailures"] = "7";

        _reloader.Reload();

        Assert.NotEqual(before, Thumbprint());
        Assert.Equal(7, _settings.Limits.CurrentValue.LoginFailures);
    }

    [Fact]
    public void Reload_WrongSetting_KeepsCertificate()
    {
        var before = Thumbprint();
        TestCertificate.Write(_folder.FullName);
        _source["Limits:LoginFailures"] = "none";

        _reloader.Reload();

        Assert.Equal(before, Thumbprint());
    }

    [Fact]
    public void Reload_BrokenCertificate_KeepsSettings()
    {
        var before = Thumbprint();
        File.WriteAllText(_source["Tls:Certificate"]!, "broken");
        _source["Limits:LoginFailures"] = "7";

        _reloader.Reload();

        Assert.Equal(before, Thumbprint());
        Assert.Equal(5, _settings.Limits.CurrentValue.LoginFailures);
    }

    private string Thumbprint()
    {
        X509Certificate2 leaf = _certificate.ForHandshake().ServerCertificateContext!.TargetCertificate;
        return leaf.Thumbprint;
    }
}
