using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>Makes certificates for the parts of a cluster, in a temporary folder.</summary>
internal sealed class ClusterAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private byte _issued;

    internal ClusterAuthority()
    {
        var request = new CertificateRequest("CN=cluster", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(From, Until);
        File.WriteAllText(AuthorityFile, _root.ExportCertificatePem());
    }

    internal string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    /// <summary>Settings with a new certificate.</summary>
    internal (string Key, string? Value)[] Settings()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=part", key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(_root, From, Until, [++_issued]);
        var name = Path.Combine(_folder.FullName, $"{_issued}");
        File.WriteAllText($"{name}.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{name}.key", key.ExportPkcs8PrivateKeyPem());
        return [("Tls:Certificate", $"{name}.pem"), ("Tls:Key", $"{name}.key"), ("Tls:Authority", AuthorityFile)];
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
