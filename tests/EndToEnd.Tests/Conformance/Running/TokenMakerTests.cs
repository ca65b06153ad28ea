using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What <c>$token(...)</c> stands for: a token that is wrong only where the text says so.</summary>
public sealed class TokenMakerTests : IDisposable
{
    private const long Now = 1_767_225_600;
    private readonly SigningKeys _keys = new();
    private readonly TokenMaker _maker;

    public TokenMakerTests() => _maker = new TokenMaker(_keys, new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Now)));

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData("anna", """{"sub":"anna","exp":1767226200}""")]
    [InlineData("", """{"exp":1767226200}""")]
    [InlineData("a*;exp=none", """{"sub":"a*"}""")]
    [InlineData("a;exp=-1.5;nbf=2", """{"sub":"a","exp":1767225598.5,"nbf":1767225602}""")]
    [InlineData("a;exp:=\"x\";nbf:=null", """{"sub":"a","exp":"x","nbf":null}""")]
    [InlineData("a;roles:=[\"x\",7];iss=b=c;sub:=7", """{"sub":7,"exp":1767226200,"roles":["x",7],"iss":"b=c"}""")]
    public void Make_Claims(string text, string claims) => Assert.Equal(claims, Part(text, 1));

    [Theory]
    [InlineData("a", """{"alg":"HS256"}""")]
    [InlineData("a;key=ec;kid=x", """{"kid":"x","alg":"ES256"}""")]
    [InlineData("a;key=rsa;alg=PS256", """{"alg":"PS256"}""")]
    [InlineData("a;key=none", """{"alg":"none"}""")]
    public void Make_Header(string text, string header) => Assert.Equal(header, Part(text, 0));

    [Fact]
    public void Make_Secret_IsTheOneOfTheSettings()
    {
        var (signed, signature) = Split(_maker.Make("a"));
        Assert.Equal(HMACSHA256.HashData(Convert.FromBase64String(SigningKeys.SecretBase64), signed), signature);
        Assert.NotEqual(signature, Split(_maker.Make("a;key=other")).Signature);
        Assert.Empty(Split(_maker.Make("a;key=none")).Signature);
    }

    [Fact]
    public void Make_RsaAndEc_AreThoseOfTheFiles()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            _keys.Write(folder.FullName);
            var pem = File.ReadAllText(Path.Combine(folder.FullName, "rsa.pem"));
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            using var ec = ECDsa.Create();
            ec.ImportFromPem(File.ReadAllText(Path.Combine(folder.FullName, "ec.pem")));
            Assert.True(IsOf(rsa, "rsa", RSASignaturePadding.Pkcs1));
            Assert.True(IsOf(rsa, "rsa;alg=PS256", RSASignaturePadding.Pss));
            Assert.False(IsOf(rsa, "other-rsa", RSASignaturePadding.Pkcs1));
            Assert.True(IsOf(ec, "ec"));
            Assert.False(IsOf(ec, "other-ec"));
            var (signed, signature) = Split(_maker.Make("a;key=rsa-as-secret"));
            Assert.Equal(HMACSHA256.HashData(Encoding.ASCII.GetBytes(pem), signed), signature);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("a;x")]
    [InlineData("a;=x")]
    public void Make_NeitherTextNorJson_Fails(string text) => Assert.Throws<FormatException>(() => _maker.Make(text));

    [Theory]
    [InlineData("a;key=nobody")]
    [InlineData("a;key=ec;alg=HS256")]
    [InlineData("a;alg=HS1")]
    public void Make_UnknownKeyOrAlgorithm_Fails(string text) => Assert.Throws<ArgumentException>(() => _maker.Make(text));

    private bool IsOf(RSA rsa, string key, RSASignaturePadding padding)
    {
        var (signed, signature) = Split(_maker.Make($"a;key={key}"));
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, padding);
    }

    private bool IsOf(ECDsa ec, string key)
    {
        var (signed, signature) = Split(_maker.Make($"a;key={key}"));
        return ec.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private string Part(string text, int index) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(_maker.Make(text).Split('.')[index]));

    private static (byte[] Signed, byte[] Signature) Split(string token)
    {
        var dot = token.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
    }
}
