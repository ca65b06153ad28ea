using System.Collections.Immutable;
using System.Security.Cryptography;
using EventPlatform.Gateway.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>Keys of a JWKS file (RFC 7517). Keys for other purposes and algorithms may stand beside ours, and are left out.</summary>
internal static class JwksKeys
{
    /// <exception cref="Exception">It is no JWKS, or a key of ours in it is broken.</exception>
    public static ImmutableArray<SecurityKey> Of(string json) =>
        [.. JsonWebKeySet.Create(json).Keys.Where(key => key.Use is null or "" or "sig").Select(Usable).OfType<SecurityKey>()];

    private static SecurityKey? Usable(JsonWebKey key) => (key.Kty, key.Alg) switch
    {
        ("RSA", null or "" or SecurityAlgorithms.RsaSha256) => Rsa(key),
        ("EC", null or "" or SecurityAlgorithms.EcdsaSha256) when key.Crv == "P-256" => Ec(key),
        ("oct", null or "" or SecurityAlgorithms.HmacSha256) => Secret(key),
        _ => null,
    };

    private static RsaSecurityKey? Rsa(JsonWebKey key)
    {
        var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key.N), Exponent = Bytes(key.E) });
        return KeyFile.IsUsable(rsa) ? new RsaSecurityKey(rsa) { KeyId = key.Kid } : null;
    }

    private static ECDsaSecurityKey Ec(JsonWebKey key)
    {
        var point = new ECPoint { X = Bytes(key.X), Y = Bytes(key.Y) };
        return new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point })) { KeyId = key.Kid };
    }

    private static SymmetricSecurityKey? Secret(JsonWebKey key) =>
        Bytes(key.K) is { Length: >= JwtOptions.SecretBytesMin } secret ? new SymmetricSecurityKey(secret) { KeyId = key.Kid } : null;

    // A member that is not there is a broken key, not a broken program.
    private static byte[] Bytes(string? base64Url) => Base64UrlEncoder.DecodeBytes(base64Url ?? "");
}
