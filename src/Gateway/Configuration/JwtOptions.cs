using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Tokens as credentials; on when one of <see cref="Secret"/>, <see cref="PublicKey"/> and <see cref="Jwks"/> is set.</summary>
internal sealed class JwtOptions
{
    /// <summary>Shortest HS256 secret in bytes (RFC 7518 3.2).</summary>
    public const int SecretBytesMin = 32;

    /// <summary>Required <c>iss</c>; not checked while unset.</summary>
    public string? Issuer { get; set; }

    /// <summary>Required <c>aud</c>; not checked while unset.</summary>
    public string? Audience { get; set; }

    /// <summary>HS256 secret in base64, <see cref="SecretBytesMin"/> bytes or more.</summary>
    public string? Secret { get; set; }

    /// <summary>PEM file, RS256 or ES256.</summary>
    [FilePath]
    public string? PublicKey { get; set; }

    /// <summary>JWKS file.</summary>
    [FilePath]
    public string? Jwks { get; set; }

    /// <summary>Claim that holds the user name.</summary>
    [Required]
    public string UserClaim { get; set; } = "sub";

    /// <summary>Claim that holds the roles.</summary>
    [Required]
    public string RolesClaim { get; set; } = "roles";

    public bool IsOn => Secret is not null || PublicKey is not null || Jwks is not null;
}
