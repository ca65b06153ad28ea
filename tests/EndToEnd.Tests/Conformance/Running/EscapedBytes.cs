using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Text with <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\\</c> and <c>\xHH</c> as bytes; the rest is UTF-8.</summary>
internal static partial class EscapedBytes
{
    internal static byte[] Of(string text)
    {
        var bytes = new List<byte>();
        foreach (Match part in PartText().Matches(text))
        {
            bytes.AddRange(part.Value switch
            {
                @"\n" => [(byte)'\n'],
                @"\r" => [(byte)'\r'],
                @"\t" => [(byte)'\t'],
                @"\\" => [(byte)'\\'],
                ['\\', 'x', .. var hex] => [byte.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)],
                var plain => Encoding.UTF8.GetBytes(plain),
            });
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\\x[0-9A-Fa-f]{2}|\\[nrt\\]|[^\\]+|\\")]
    private static partial Regex PartText();
}
