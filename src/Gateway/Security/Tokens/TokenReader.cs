using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>Verifies JSON Web Tokens (RFC 7519), signed with HS256, RS256 or ES256.</summary>
internal static class TokenReader
{
    /// <summary>How far the clock of who has made a token may be off, when it is accepted.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

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

        return TimesOf(jwt) is { } times && times.From - ClockSkew <= now && now < times.To + ClockSkew && UserOf(jwt, keys) is { } user
            ? new TokenClaims(user, RolesOf(jwt, keys), times.To, TokenKeys.NameOf(key))
            : null;
    }

    /// <summary><c>nbf</c> and <c>exp</c>; null: without <c>exp</c>, which is mandatory, or with one that is no time.</summary>
    private static (DateTimeOffset From, DateTimeOffset To)? TimesOf(JsonWebToken jwt)
    {
        var from = DateTimeOffset.UnixEpoch;
        return TimeOf(jwt, "exp") is { } to && (!jwt.TryGetPayloadValue<object>("nbf", out _) || TimeOf(jwt, "nbf", out from))
            ? (from, to)
            : null;
    }

    private static bool TimeOf(JsonWebToken jwt, string claim, out DateTimeOffset time)
    {
        var found = TimeOf(jwt, claim);
        time = found ?? default;
        return found is not null;
    }

    private static DateTimeOffset? TimeOf(JsonWebToken jwt, string claim)
    {
        const double Longest = 253_402_300_799;
        return jwt.TryGetPayloadValue<JsonElement>(claim, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var seconds)
            && seconds is >= 0 and <= Longest
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
    }

    private static string? UserOf(JsonWebToken jwt, TokenKeys keys) =>
        jwt.TryGetPayloadValue<JsonElement>(keys.Options.UserClaim, out var claim) && claim.ValueKind == JsonValueKind.String
            ? claim.GetString()
            : null;

    /// <summary>A text or a list of texts; anything else is no role.</summary>
    private static ImmutableHashSet<string> RolesOf(JsonWebToken jwt, TokenKeys keys)
    {
        if (!jwt.TryGetPayloadValue<JsonElement>(keys.Options.RolesClaim, out var claim))
        {
            return [];
        }

        return claim.ValueKind switch
        {
            JsonValueKind.String => [claim.GetString()!],
            JsonValueKind.Array =>
                [.. claim.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!)],
            _ => [],
        };
    }
}
