using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// The keys that tokens of scenarios are signed with. Gateways know <c>secret</c>, <c>rsa</c> and <c>ec</c> where their settings say so;
/// the ones whose name begins with <c>other</c> nobody knows.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private const int RsaBits = 2_048;
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("the secret of the exchange files");
    private static readonly byte[] OtherSecret = Encoding.ASCII.GetBytes("some other secret of 32 bytes...");

    private readonly Lazy<RSA> _rsa = new(() => RSA.Create(RsaBits));
    private readonly Lazy<RSA> _otherRsa = new(() => RSA.Create(RsaBits));
    private readonly Lazy<ECDsa> _ec = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private readonly Lazy<ECDsa> _otherEc = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>As <c>Auth:Jwt:Secret</c> takes it.</summary>
    internal static string SecretBase64 { get; } = Convert.ToBase64String(Secret);

    /// <summary>Writes <c>rsa.pem</c>, <c>ec.pem</c>, and both as <c>jwks.json</c> with key ids <c>rsa</c> and <c>ec</c>.</summary>
    internal void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "rsa.pem"), RsaPem);
        File.WriteAllText(Path.Combine(folder, "ec.pem"), _ec.Value.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(Path.Combine(folder, "jwks.json"), Jwks());
    }

    /// <summary>The algorithm that a key is for.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    internal static string AlgorithmOf(string key) => key switch
    {
        "secret" or "other" or "rsa-as-secret" => "HS256",
        "rsa" or "other-rsa" => "RS256",
        "ec" or "other-ec" => "ES256",
        "none" => "none",
        _ => throw new ArgumentException($"'{key}' is no key", nameof(key)),
    };

    /// <summary>Signs (RFC 7518, 3).</summary>
    /// <exception cref="ArgumentException">The key is not for the algorithm.</exception>
    internal byte[] Sign(string key, string algorithm, byte[] data) => algorithm switch
    {
        "none" => [],
        "HS256" => HMACSHA256.HashData(SecretOf(key), data),
        "HS512" => HMACSHA512.HashData(SecretOf(key), data),
        "RS256" => RsaOf(key).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS512" => RsaOf(key).SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => RsaOf(key).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => EcOf(key).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        _ => throw new ArgumentException($"'{algorithm}' is no algorithm", nameof(algorithm)),
    };

    public void Dispose()
    {
        foreach (var key in new[] { _rsa, _otherRsa }.Where(key => key.IsValueCreated))
        {
            key.Value.Dispose();
        }

        foreach (var key in new[] { _ec, _otherEc }.Where(key => key.IsValueCreated))
        {
            key.Value.Dispose();
        }
    }

    private string RsaPem => _rsa.Value.ExportSubjectPublicKeyInfoPem();

    private string Jwks()
    {
        var rsa = _rsa.Value.ExportParameters(includePrivateParameters: false);
        var ec = _ec.Value.ExportParameters(includePrivateParameters: false);
        Dictionary<string, string>[] keys =
        [
            new() { ["kty"] = "RSA", ["kid"] = "rsa", ["n"] = Text(rsa.Modulus), ["e"] = Text(rsa.Exponent) },
            new() { ["kty"] = "EC", ["kid"] = "ec", ["crv"] = "P-256", ["x"] = Text(ec.Q.X), ["y"] = Text(ec.Q.Y) },
        ];
        return JsonSerializer.Serialize(new { keys });
    }

    private byte[] SecretOf(string key) => key switch
    {
        "secret" => Secret,
        "other" => OtherSecret,

        // Who takes the algorithm from the token verifies with what everybody knows
        "rsa-as-secret" => Encoding.ASCII.GetBytes(RsaPem),
        _ => throw new ArgumentException($"'{key}' is no secret", nameof(key)),
    };

    private RSA RsaOf(string key) => key switch
    {
        "rsa" => _rsa.Value,
        "other-rsa" => _otherRsa.Value,
        _ => throw new ArgumentException($"'{key}' is no RSA key", nameof(key)),
    };

    private ECDsa EcOf(string key) => key switch
    {
        "ec" => _ec.Value,
        "other-ec" => _otherEc.Value,
        _ => throw new ArgumentException($"'{key}' is no EC key", nameof(key)),
    };

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
