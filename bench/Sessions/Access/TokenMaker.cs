using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Bench.Sessions.Access;

/// <summary>Makes tokens (RFC 7519) signed with HS256 (RFC 7515) under a secret that is only this run's.</summary>
internal sealed class TokenMaker
{
    private const int SecretBytes = 32;
    private const int LifeSeconds = 3_600;

    private static readonly string Header = Base64Url.EncodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"u8);

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>For <c>Auth:Jwt:Secret</c>.</summary>
    public string Secret => Convert.ToBase64String(_secret);

    /// <summary>A token that ends in an hour.</summary>
    /// <param name="user">The user's name; nothing that JSON escapes.</param>
    public byte[] Make(string user)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = FormattableString.Invariant(
            $"{{\"sub\":\"{user}\",\"roles\":[\"{GatewayAccess.Role}\"],\"iat\":{now},\"exp\":{now + LifeSeconds}}}");
        var signed = Encoding.ASCII.GetBytes($"{Header}.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(claims))}.");
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];

        // The dot behind the claims stands before the signature and is not signed.
        HMACSHA256.HashData(_secret, signed.AsSpan(..^1), signature);
        return [.. signed, .. Base64Url.EncodeToUtf8(signature)];
    }
}
