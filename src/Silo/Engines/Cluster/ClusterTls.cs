using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace EventPlatform.Silo;

/// <summary>
/// TLS between silos and gateways. Both sides show a certificate and take what <c>Cluster:Tls:Authority</c> has signed, whatever name is
/// in it: who belongs to the cluster is who has a certificate of its authority.
/// </summary>
internal sealed class ClusterTls
{
    private const string Section = "Cluster:Tls";

    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authorities;
    private string? _refused;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authorities) => (_own, _authorities) = (own, authorities);

    /// <returns>null: it is off.</returns>
    /// <exception cref="SettingException">Some are set and some not, or a file cannot be used.</exception>
    internal static ClusterTls? Read(ClusterTlsSettings settings)
    {
        string?[] files = [settings.Certificate, settings.Key, settings.Authority];
        if (Array.TrueForAll(files, string.IsNullOrEmpty))
        {
            return null;
        }

        if (Array.Exists(files, string.IsNullOrEmpty))
        {
            throw new SettingException(Section, "Certificate, Key and Authority go together");
        }

        CheckFile(nameof(settings.Certificate), settings.Certificate!);
        CheckFile(nameof(settings.Key), settings.Key!);
        CheckFile(nameof(settings.Authority), settings.Authority!);
        return new ClusterTls(ReadOwn(settings.Certificate!, settings.Key!), ReadAuthorities(settings.Authority!));
    }

    internal void Configure(TlsOptions options)
    {
        options.LocalCertificate = _own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, chain, errors) => IsOurs(certificate, chain, errors);

        // Some name must be asked for; which one is in the certificate does not count.
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = "eventplatform";
    }

    /// <summary>The subject of the last certificate that was refused since the last call, if any was.</summary>
    internal string? TakeRefused() => Interlocked.Exchange(ref _refused, null);

    private bool IsOurs(X509Certificate2 certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(element => element.Certificate).ToArray());
        }

        var isOurs = chain.Build(certificate);
        if (!isOurs)
        {
            Volatile.Write(ref _refused, certificate.Subject);
        }

        return isOurs;
    }

    private static void CheckFile(string key, string path)
    {
        if (!File.Exists(path))
        {
            throw new SettingException($"{Section}:{key}", $"'{path}' is not allowed; allowed: a file that exists");
        }
    }

    private static X509Certificate2 ReadOwn(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new SettingException($"{Section}:Certificate", $"it and {Section}:Key are no PEM certificate and its key");
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new SettingException($"{Section}:Authority", "holds no PEM certificates");
        }

        return authorities.Count > 0 ? authorities : throw new SettingException($"{Section}:Authority", "holds no PEM certificates");
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException;
}
