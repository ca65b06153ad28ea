using System.Globalization;
using System.Text.Json;
using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Makes tokens (RFC 7519), right and wrong ones, of the framework's cryptography alone. Grammar: <c>[USER]{;NAME=TEXT|;NAME:=JSON}</c>.
/// USER becomes <c>sub</c>; <c>exp</c> and <c>nbf</c> are seconds from now, <c>exp</c> 600 unless said, <c>exp=none</c> leaves it out;
/// <c>key</c> is one of <see cref="SigningKeys"/>, <c>secret</c> unless said; <c>alg</c> and <c>kid</c> stand in the header; what else is
/// named is a claim.
/// </summary>
internal sealed class TokenMaker(SigningKeys keys, TimeProvider clock)
{
    private const string UsualSeconds = "600";

    /// <exception cref="FormatException">The text is not of the grammar.</exception>
    internal string Make(string text)
    {
        var parts = text.Split(';');
        var claims = new Dictionary<string, string>();
        var header = new Dictionary<string, string>();
        var key = "secret";
        if (parts[0].Length > 0)
        {
            claims["sub"] = Json(parts[0]);
        }

        claims["exp"] = FromNow(UsualSeconds);
        foreach (var part in parts.Skip(1))
        {
            var (name, value, isJson) = Split(part);
            switch (name)
            {
                case "key":
                    key = value;
                    break;
                case "alg" or "kid" or "typ" or "crit":
                    header[name] = isJson ? value : Json(value);
                    break;
                case "exp" when value == "none":
                    claims.Remove(name);
                    break;
                case "exp" or "nbf" when !isJson:
                    claims[name] = FromNow(value);
                    break;
                default:
                    claims[name] = isJson ? value : Json(value);
                    break;
            }
        }

        header.TryAdd("alg", Json(SigningKeys.AlgorithmOf(key)));
        return Sign(header, claims, key);
    }

    private string Sign(Dictionary<string, string> header, Dictionary<string, string> claims, string key)
    {
        var algorithm = JsonSerializer.Deserialize<string>(header["alg"])!;
        return TestTokens.Make(Object(header), Object(claims), signed => keys.Sign(key, algorithm, signed));
    }

    private static (string Name, string Value, bool IsJson) Split(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new FormatException($"'{part}' of a token is neither NAME=TEXT nor NAME:=JSON");
        }

        var isJson = part[equals - 1] == ':';
        return (part[..(isJson ? equals - 1 : equals)], part[(equals + 1)..], isJson);
    }

    /// <summary>A NumericDate (RFC 7519, 2), with fractions: the clock of a test need not stand at a whole second.</summary>
    private string FromNow(string seconds)
    {
        var time = clock.GetUtcNow().AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        return ((decimal)time.ToUnixTimeMilliseconds() / 1_000).ToString(CultureInfo.InvariantCulture);
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Object(Dictionary<string, string> members) =>
        $"{{{string.Join(',', members.Select(member => $"{Json(member.Key)}:{member.Value}"))}}}";
}
