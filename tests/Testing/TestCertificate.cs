using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EventPlatform.Testing;

/// <summary>A certificate of its own for <c>localhost</c>, as PEM files.</summary>
public static class TestCertificate
{
    /// <returns>Paths of <c>certificate.pem</c> and <c>key.pem</c> in the folder.</returns>
    public static (string Certificate, string Key) Write(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var files = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
