using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Security;

/// <summary>An address, or the addresses that share its first bits (CIDR). IPv4-mapped addresses count as IPv4.</summary>
internal sealed class AddressRange
{
    private const int MappedPrefixBits = 96;
    private readonly byte[] _bytes;
    private readonly int _prefixBits;

    private AddressRange(byte[] bytes, int prefixBits)
    {
        _bytes = bytes;
        _prefixBits = prefixBits;
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>192.168.1.7</c>, <c>::1</c>; bits behind the prefix do not matter.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        var bits = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)
            || bits > bytes.Length * 8))
        {
            return false;
        }

        range = address.IsIPv4MappedToIPv6 && bits >= MappedPrefixBits
            ? new AddressRange(address.MapToIPv4().GetAddressBytes(), bits - MappedPrefixBits)
            : new AddressRange(bytes, bits);
        return true;
    }

    /// <summary>An address as people write it: the short forms of IPv4 (<c>127.1</c>) are not taken.</summary>
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == text)
        && !text.StartsWith('[');

    /// <summary>Whether an address lies in the range.</summary>
    public bool Contains(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var count)
            && count == _bytes.Length
            && StartsAlike(bytes, _bytes, _prefixBits);
    }

    /// <summary>Whether every address of the other range lies in this one.</summary>
    public bool Contains(AddressRange other) =>
        _bytes.Length == other._bytes.Length && _prefixBits <= other._prefixBits && StartsAlike(other._bytes, _bytes, _prefixBits);

    private static bool StartsAlike(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int bits)
    {
        var whole = bits / 8;
        var mask = (byte)(0xFF << (8 - (bits % 8)));
        return left[..whole].SequenceEqual(right[..whole]) && (bits % 8 == 0 || (left[whole] & mask) == (right[whole] & mask));
    }
}
