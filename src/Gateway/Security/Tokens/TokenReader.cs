using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.LiveApi.Documents;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>Verifies JSON Web Tokens (RFC 7519), signed with HS256, RS256 or ES256.</summary>
internal static class TokenReader
{
    /// <summary>How far the clock of who has made a token may be off, when it is accepted.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Of year 9998: a skew can be added.</summary>
    private const double LastSecond = 253_370_764_799;

    private static readonly JsonWebTokenHandler Handler = new();

    /// <summary>Verifies signature, issuer, audience and times.</summary>
    /// <returns>null: it is no token of these keys, not valid now, or names no user.</returns>
    public static async ValueTask<TokenClaims?> Read(string token, TokenKeys keys, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(token, keys.Parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { SigningKey: { } key } jwt)
        {
            return null;
        }

        // What must be understood (RFC 7515 4.1.11), we do not.
        if (jwt.TryGetHeaderValue<object>("crit", out _))
        {
            return null;
        }

        using var payload = PayloadOf(jwt);
        return payload?.RootElement is { ValueKind: JsonValueKind.Object } claims
            && IsValidAt(now, claims, out var endsAt)
            && UserOf(claims, keys.Options) is { } user
            ? new TokenClaims(user, RolesOf(claims, keys.Options), endsAt, TokenKeys.NameOf(key))
            : null;
    }

    private static JsonDocument? PayloadOf(JsonWebToken jwt)
    {
        try
        {
            return JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        }
        catch (JsonException)
        {
            // There is no other way to ask.
            return null;
        }
    }

    /// <summary><c>exp</c> is mandatory; the skew counts for it and for <c>nbf</c>.</summary>
    private static bool IsValidAt(DateTimeOffset now, JsonElement claims, out DateTimeOffset endsAt)
    {
        endsAt = default;
        if (!claims.TryGetProperty("exp", out var exp) || TimeOf(exp) is not { } end || now >= end + ClockSkew)
        {
            return false;
        }

        endsAt = end;
        return !claims.TryGetProperty("nbf", out var nbf) || (TimeOf(nbf) is { } start && now >= start - ClockSkew);
    }

    /// <summary>A number of seconds, with a fraction or without (RFC 7519 2), until the year 9998.</summary>
    private static DateTimeOffset? TimeOf(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.Number && claim.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static string? UserOf(JsonElement claims, JwtOptions options) =>
        claims.TryGetProperty(options.UserClaim, out var claim) ? TextOf(claim) : null;

    /// <summary>null: it is no text, or one with half a surrogate pair.</summary>
    private static string? TextOf(JsonElement claim) =>
        claim.ValueKind == JsonValueKind.String && Surrogates.AreWhole(JsonMarshal.GetRawUtf8Value(claim)) ? claim.GetString() : null;

    /// <summary>A text or a list of texts; anything else is no role.</summary>
    private static ImmutableHashSet<string> RolesOf(JsonElement claims, JwtOptions options)
    {
        if (!claims.TryGetProperty(options.RolesClaim, out var claim))
        {
            return [];
        }

        return claim.ValueKind switch
        {
            JsonValueKind.Array => [.. claim.EnumerateArray().Select(TextOf).OfType<string>()],
            _ => TextOf(claim) is { } role ? [role] : [],
        };
    }
}
