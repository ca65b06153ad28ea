using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace EventPlatform.Gateway.ExternalApi.Json;

/// <summary>Numbers by their value, exactly: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are one.</summary>
internal static class JsonNumber
{
    /// <summary>Writes sign, digits without zeros at either end, and the exponent of ten.</summary>
    /// <param name="number">A JSON number.</param>
    /// <param name="output">Where to.</param>
    public static void WriteCanonical(ReadOnlySpan<byte> number, ArrayBufferWriter<byte> output)
    {
        var isNegative = number[0] == (byte)'-';
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = number[(isNegative ? 1 : 0)..(e < 0 ? number.Length : e)];
        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = new List<byte>(mantissa.ToArray());
        digits.RemoveAll(digit => digit == (byte)'.');

        var last = digits.FindLastIndex(digit => digit != (byte)'0');
        var first = digits.FindIndex(digit => digit != (byte)'0');
        if (first < 0)
        {
            output.Raw((byte)'0');
            return;
        }

        var exponentText = e < 0 ? "0" : Encoding.ASCII.GetString(number[(e + 1)..]);
        var exponent = BigInteger.Parse(exponentText, CultureInfo.InvariantCulture);
        exponent += digits.Count - 1 - last - fraction;
        output.Raw(isNegative ? "-"u8 : default);
        output.Raw(digits.ToArray().AsSpan(first, last - first + 1));
        output.Raw((byte)'e');
        output.Raw(Encoding.ASCII.GetBytes(exponent.ToString(CultureInfo.InvariantCulture)));
    }
}
