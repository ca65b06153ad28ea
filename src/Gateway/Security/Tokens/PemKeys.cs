using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>Public keys of a PEM file, one or more: while a key is replaced both stand there.</summary>
internal static class PemKeys
{
    /// <exception cref="UnusableKeyException">It holds something else; a private key has no business here.</exception>
    public static ImmutableArray<SecurityKey> Of(string text)
    {
        var keys = ImmutableArray.CreateBuilder<SecurityKey>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var block = rest[fields.Location].ToString();
            keys.Add(rest[fields.Label] switch
            {
                "PUBLIC KEY" or "RSA PUBLIC KEY" => OfPublicKey(block),
                "CERTIFICATE" => OfCertificate(block),
                var label => throw new UnusableKeyException($"holds '{label}'; allowed: PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE"),
            });
        }

        return keys.ToImmutable();
    }

    private static SecurityKey OfPublicKey(string block)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(block);
            return Rsa(rsa);
        }
        catch (CryptographicException)
        {
            // The label does not say which algorithm it is for.
            rsa.Dispose();
            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(block);
            return Ec(ecdsa);
        }
    }

    private static SecurityKey OfCertificate(string block)
    {
        using var certificate = X509Certificate2.CreateFromPem(block);
        return certificate.GetRSAPublicKey() is { } rsa ? Rsa(rsa)
            : certificate.GetECDsaPublicKey() is { } ecdsa ? Ec(ecdsa)
            : throw new UnusableKeyException("holds a certificate whose key is neither RSA nor EC");
    }

    private static RsaSecurityKey Rsa(RSA key) => KeyFile.IsUsable(key)
        ? new RsaSecurityKey(key)
        : throw new UnusableKeyException($"holds an RSA key of {key.KeySize} bits; allowed: {KeyFile.RsaBitsMin} or more");

    private static ECDsaSecurityKey Ec(ECDsa key) =>
        KeyFile.IsUsable(key) ? new ECDsaSecurityKey(key) : throw new UnusableKeyException("holds an EC key of another curve than P-256");
}
