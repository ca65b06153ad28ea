using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>The certificate of the TLS listeners; can be read anew while they are open.</summary>
internal sealed class ServerCertificate
{
    private readonly TlsOptions _options;
    private volatile SslStreamCertificateContext _context;

    private ServerCertificate(TlsOptions options)
    {
        _options = options;
        _context = Read(options);
    }

    /// <returns>null without <c>Tls:Certificate</c>.</returns>
    /// <exception cref="ConfigurationException">The files are no certificate and its key.</exception>
    public static ServerCertificate? Load(TlsOptions options) => options.Certificate is null ? null : new ServerCertificate(options);

    /// <summary>
    /// Reads the files as they are now. Nothing changes until what is returned is called; handshakes from then on see them.
    /// </summary>
    /// <exception cref="ConfigurationException">They cannot be used.</exception>
    public Action Prepare()
    {
        var context = Read(_options);
        return () => _context = context;
    }

    /// <summary>Options of one handshake: TLS 1.2 or newer.</summary>
    public SslServerAuthenticationOptions ForHandshake() => new()
    {
        ServerCertificateContext = _context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };

    private static SslStreamCertificateContext Read(TlsOptions options)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.Certificate!);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.Unusable("Tls:Certificate", "Tls:Certificate and Tls:Key are no PEM certificate and its key");
        }
    }
}
