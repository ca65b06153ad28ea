using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Testing;

/// <summary>Makes JSON Web Tokens by hand (RFC 7515 7.1), so that what reads them is not tested with itself.</summary>
public static class TestTokens
{
    /// <summary>A token with a header and a payload as they are given.</summary>
    /// <param name="header">JSON.</param>
    /// <param name="payload">JSON.</param>
    /// <param name="sign">Signs <c>HEADER.PAYLOAD</c>.</param>
    public static string Make(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url(Encoding.UTF8.GetBytes(header))}.{Base64Url(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Base64Url(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>HS256.</summary>
    public static string Hs256(byte[] secret, string payload) =>
        Make("""{"alg":"HS256","typ":"JWT"}""", payload, bytes => HMACSHA256.HashData(secret, bytes));

    /// <summary>HS256, of a user with roles until a time.</summary>
    public static string Hs256(byte[] secret, string user, DateTimeOffset endsAt, params string[] roles) =>
        Hs256(secret, JsonSerializer.Serialize(new { sub = user, exp = endsAt.ToUnixTimeSeconds(), roles }));

    /// <summary>RS256.</summary>
    public static string Rs256(RSA key, string payload, string? kid = null) => Make(
        Header("RS256", kid), payload, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>ES256.</summary>
    public static string Es256(ECDsa key, string payload, string? kid = null) =>
        Make(Header("ES256", kid), payload, bytes => key.SignData(bytes, HashAlgorithmName.SHA256));

    private static string Header(string alg, string? kid) =>
        kid is null ? $$"""{"alg":"{{alg}}"}""" : $$"""{"alg":"{{alg}}","kid":"{{kid}}"}""";

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
