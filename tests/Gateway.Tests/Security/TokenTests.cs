using System.Security.Cryptography;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security.Tokens;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Security;

public sealed class TokenTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);
    private readonly string _folder = Directory.CreateTempSubdirectory("tokens").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"sub":"u","exp":1000001}""", "u ")]
    [InlineData("""{"sub":"u","exp":1000000.5,"roles":["a","b"]}""", "u a,b")]
    [InlineData("""{"sub":"u","exp":1000001,"roles":"a"}""", "u a")]
    [InlineData("""{"sub":"u","exp":1000001,"roles":{"a":1}}""", "u ")]
    [InlineData("""{"sub":"u","exp":1000001,"roles":["a",1,null]}""", "u a")]
    [InlineData("""{"sub":"","exp":1000001}""", " ")]
    [InlineData("""{"sub":"u"}""", null)]
    [InlineData("""{"sub":"u","exp":"1000001"}""", null)]
    [InlineData("""{"sub":"u","exp":null}""", null)]
    [InlineData("""{"sub":"u","exp":-1}""", null)]
    [InlineData("""{"sub":"u","exp":1e30}""", null)]
    [InlineData("""{"sub":"u","exp":999971}""", "u ")]
    [InlineData("""{"sub":"u","exp":999970}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"nbf":1000030}""", "u ")]
    [InlineData("""{"sub":"u","exp":1000099,"nbf":1000031}""", null)]
    [InlineData("""{"sub":"u","exp":1000099,"nbf":"x"}""", null)]
    [InlineData("""{"exp":1000001}""", null)]
    [InlineData("""{"sub":"\ud800","exp":1000001}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"roles":["\ud800","a"]}""", "u a")]
    [InlineData("""{"sub":5,"exp":1000001}""", null)]
    [InlineData("""{"sub":null,"exp":1000001}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public async Task Read_Payload_Table(string payload, string? expected) =>
        Assert.Equal(expected, await Read(new JwtOptions { Secret = Base64() }, TestTokens.Hs256(Secret, payload)));

    [Theory]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"i","aud":"a"}""", "u ")]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"i","aud":["x","a"]}""", "u ")]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"j","aud":"a"}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"i","aud":"b"}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"i","aud":"a/"}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"aud":"a"}""", null)]
    [InlineData("""{"sub":"u","exp":1000001,"iss":"i"}""", null)]
    public async Task Read_IssuerAndAudience_Table(string payload, string? expected)
    {
        var options = new JwtOptions { Secret = Base64(), Issuer = "i", Audience = "a" };

        Assert.Equal(expected, await Read(options, TestTokens.Hs256(Secret, payload)));
    }

    [Theory]
    [InlineData("""{"name":"u","sub":"s","exp":1000001,"groups":["g"]}""", "u g")]
    public async Task Read_OtherClaims_AreTaken(string payload, string expected)
    {
        var options = new JwtOptions { Secret = Base64(), UserClaim = "name", RolesClaim = "groups" };

        Assert.Equal(expected, await Read(options, TestTokens.Hs256(Secret, payload)));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS512"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    public async Task Read_OtherAlgorithmOrCriticalHeader_IsRefused(string header)
    {
        var token = TestTokens.Make(header, """{"sub":"u","exp":1000001}""", bytes => header.Contains("512", StringComparison.Ordinal)
            ? HMACSHA512.HashData(Secret, bytes)
            : HMACSHA256.HashData(Secret, bytes));

        Assert.Null(await Read(new JwtOptions { Secret = Base64() }, token));
        Assert.Null(await Read(new JwtOptions { Secret = Base64() }, token[..(token.LastIndexOf('.') + 1)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("\0")]
    public async Task Read_NoToken_IsRefused(string token) => Assert.Null(await Read(new JwtOptions { Secret = Base64() }, token));

    [Fact]
    public async Task Read_PublicKeyAsSecret_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        var options = new JwtOptions { PublicKey = File("key.pem", rsa.ExportSubjectPublicKeyInfoPem()) };
        var forged = TestTokens.Hs256(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), """{"sub":"u","exp":1000001}""");

        Assert.Null(await Read(options, forged));
        Assert.Equal("u ", await Read(options, TestTokens.Rs256(rsa, """{"sub":"u","exp":1000001}""")));
    }

    [Fact]
    public async Task Read_PemOfSeveralKeys_TakesEach()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = File("keys.pem", rsa.ExportRSAPublicKeyPem() + "\n" + ec.ExportSubjectPublicKeyInfoPem());
        var options = new JwtOptions { PublicKey = file };

        Assert.Equal("u ", await Read(options, TestTokens.Rs256(rsa, """{"sub":"u","exp":1000001}""", "unknown")));
        Assert.Equal("u ", await Read(options, TestTokens.Es256(ec, """{"sub":"u","exp":1000001}""")));
        Assert.Null(await Read(options, TestTokens.Es256(other, """{"sub":"u","exp":1000001}""")));
    }

    [Fact]
    public async Task Read_Jwks_TakesWhatIsForSignatures()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (r, e) = (rsa.ExportParameters(false), ec.ExportParameters(false));
        var json = $$"""
            {"keys":[
              {"kty":"RSA","use":"enc","n":"{{Url(r.Modulus)}}","e":"{{Url(r.Exponent)}}"},
              {"kty":"EC","crv":"P-256","kid":"e","use":"sig","alg":"ES256","x":"{{Url(e.Q.X)}}","y":"{{Url(e.Q.Y)}}"},
              {"kty":"oct","k":"{{Url(Secret)}}"},
              {"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}
            """;
        var options = new JwtOptions { Jwks = File("jwks.json", json) };

        Assert.Equal("u ", await Read(options, TestTokens.Es256(ec, """{"sub":"u","exp":1000001}""", "e")));
        Assert.Equal("u ", await Read(options, TestTokens.Hs256(Secret, """{"sub":"u","exp":1000001}""")));
        Assert.Null(await Read(options, TestTokens.Rs256(rsa, """{"sub":"u","exp":1000001}""")));
    }

    [Theory]
    [InlineData("", "the file has no key for RS256 (2048 bits or more), ES256 (P-256) or HS256")]
    [InlineData("private", "the file holds 'PRIVATE KEY'; allowed: PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE")]
    [InlineData("weak", "the file holds an RSA key of 1024 bits; allowed: 2048 or more")]
    [InlineData("curve", "the file holds an EC key of another curve than P-256")]
    [InlineData("broken", "the file is no file of public keys")]
    public void Keys_UnusablePem_SaysWhy(string kind, string reason)
    {
        using var rsa = RSA.Create(kind == "weak" ? 1024 : 2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var text = kind switch
        {
            "private" => rsa.ExportPkcs8PrivateKeyPem(),
            "weak" => rsa.ExportSubjectPublicKeyInfoPem(),
            "curve" => ec.ExportSubjectPublicKeyInfoPem(),
            "broken" => "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            _ => kind,
        };

        var refusal = Assert.Throws<ConfigurationException>(() => TokenKeys.Read(new JwtOptions { PublicKey = File("k.pem", text) }));
        Assert.Equal($"Auth:Jwt:PublicKey: {reason}", refusal.Message);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2hvcnQ"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"!!"}]}""")]
    [InlineData("""{"keys":[null]}""")]
    public void Keys_UnusableJwks_NamesTheKey(string json)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => TokenKeys.Read(new JwtOptions { Jwks = File("k.json", json) }));

        Assert.StartsWith("Auth:Jwt:Jwks: the file ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_NothingSet_TokensAreOff() => Assert.Null(TokenKeys.Read(new JwtOptions()));

    private static string Base64() => Convert.ToBase64String(Secret);

    private static string Url(byte[]? bytes) => Convert.ToBase64String(bytes!).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task<string?> Read(JwtOptions options, string token)
    {
        var claims = await TokenReader.Read(token, TokenKeys.Read(options)!, Now);
        return claims is null ? null : $"{claims.User} {string.Join(',', claims.Roles.Order(StringComparer.Ordinal))}";
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
