using System.Globalization;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>JSON can escape half a surrogate pair, which is no text.</summary>
internal static class Surrogates
{
    private const int EscapeBytes = 6;

    /// <summary>Whether every escaped surrogate of a JSON string has its other half.</summary>
    /// <param name="raw">The string as it stands in valid JSON.</param>
    public static bool AreWhole(ReadOnlySpan<byte> raw)
    {
        var isHighBefore = false;
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            if (isHighBefore && at > 0)
            {
                return false;
            }

            raw = raw[at..];
            if (raw[1] != (byte)'u')
            {
                if (isHighBefore)
                {
                    return false;
                }

                raw = raw[2..];
                continue;
            }

            var unit = (char)ushort.Parse(raw[2..EscapeBytes], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (isHighBefore != char.IsLowSurrogate(unit))
            {
                return false;
            }

            isHighBefore = char.IsHighSurrogate(unit);
            raw = raw[EscapeBytes..];
        }

        return !isHighBefore;
    }
}
