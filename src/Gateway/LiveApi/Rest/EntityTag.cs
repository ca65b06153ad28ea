using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>Strong ETags: a hash of the JSON, so that one changes exactly when the JSON does.</summary>
internal static class EntityTag
{
    private const int HashBytes = 16;

    public static string Of(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return $"\"{Base64Url.EncodeToString(hash[..HashBytes])}\"";
    }

    /// <summary>Whether <c>If-Match</c> is content with any object.</summary>
    public static bool IsAny(StringValues ifMatch) => ifMatch.Any(line => line?.Trim() == "*");

    /// <summary>Whether <c>If-Match</c> names the tag; strong comparison (RFC 9110 13.1.1). What cannot be read names nothing.</summary>
    public static bool IsMatched(StringValues ifMatch, string tag)
    {
        return EntityTagHeaderValue.TryParseList([.. ifMatch.OfType<string>()], out var named)
            && named.Any(other => other.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: true));
    }

    /// <summary>Whether <c>If-None-Match</c> names the tag; weak comparison (RFC 9110 13.1.2).</summary>
    public static bool IsHeld(StringValues ifNoneMatch, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList([.. ifNoneMatch.OfType<string>()], out var held))
        {
            return false;
        }

        var own = EntityTagHeaderValue.Parse(tag);
        return held.Any(other => other.Equals(EntityTagHeaderValue.Any) || other.Compare(own, useStrongComparison: false));
    }
}
