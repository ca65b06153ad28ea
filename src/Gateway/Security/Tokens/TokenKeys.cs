using System.Collections.Immutable;
using System.Security.Cryptography;
using EventPlatform.Gateway.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>The keys that sign tokens and what their claims must be: <c>Auth:Jwt</c> with its files as they were read.</summary>
internal sealed class TokenKeys
{
    private readonly ImmutableHashSet<string> _names;

    private TokenKeys(JwtOptions options, ImmutableArray<SecurityKey> keys)
    {
        Options = options;
        _names = [.. keys.Select(NameOf)];
        Parameters = new TokenValidationParameters
        {
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = true,
            RequireSignedTokens = true,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            ValidateIssuer = options.Issuer is not null,
            ValidIssuer = options.Issuer,
            ValidateAudience = options.Audience is not null,
            ValidAudience = options.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,

            // By the platform's clock, see TokenReader.
            ValidateLifetime = false,
        };
    }

    public JwtOptions Options { get; }

    /// <summary>What the signature, issuer and audience are validated by.</summary>
    public TokenValidationParameters Parameters { get; }

    /// <summary>Reads the keys.</summary>
    /// <returns>null: none is configured, tokens are not taken.</returns>
    /// <exception cref="ConfigurationException">A file cannot be used; nothing of its content is told.</exception>
    public static TokenKeys? Read(JwtOptions options)
    {
        if (!options.IsOn)
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<SecurityKey>();
        if (options.Secret is { } secret)
        {
            keys.Add(new SymmetricSecurityKey(Convert.FromBase64String(secret)));
        }

        if (options.PublicKey is { } pem)
        {
            keys.AddRange(KeyFile.Read("Auth:Jwt:PublicKey", pem, PemKeys.Of));
        }

        if (options.Jwks is { } jwks)
        {
            keys.AddRange(KeyFile.Read("Auth:Jwt:Jwks", jwks, JwksKeys.Of));
        }

        return new TokenKeys(options, keys.ToImmutable());
    }

    /// <summary>Whether a key is still one of these.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>The same for the same key wherever it was read, and useless to who does not have it.</summary>
    public static string NameOf(SecurityKey key) => Convert.ToHexString(SHA256.HashData(key.ComputeJwkThumbprint()));
}
