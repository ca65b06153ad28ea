using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>
/// An <c>eventId</c>, which clients take as opaque: <c>GATEWAY-EPOCH.OFFSET.INDEX</c>, the last part once for each partition, separated by
/// <c>_</c>. Numbers are hexadecimal; OFFSET is one more than the log's. The places say what its reader has seen in every partition, so any
/// gateway can go on from there; the gateway's name tells whether it was this one, in this life.
/// </summary>
/// <param name="Gateway">The name of who gave it.</param>
/// <param name="Places">By partition.</param>
internal sealed record FeedEventId(string Gateway, FeedPlace[] Places)
{
    private const int GatewayLength = 8;

    /// <summary>Longest number that is read, in digits: none that was written is longer.</summary>
    private const int DigitsMax = 15;

    private static readonly StandardFormat Hexadecimal = new('x');

    /// <summary>A name for a gateway's life: a part of its first incarnation.</summary>
    public static string NameOf(Guid incarnation) => incarnation.ToString("N")[..GatewayLength];

    public static byte[] Write(string gateway, ReadOnlySpan<FeedPlace> places)
    {
        Span<byte> text = stackalloc byte[GatewayLength + (places.Length * 3 * (DigitsMax + 2))];
        var written = 0;
        foreach (var letter in gateway)
        {
            text[written++] = (byte)letter;
        }

        var separator = (byte)'-';
        foreach (var place in places)
        {
            text[written++] = separator;
            Write(place.Epoch, text, ref written);
            text[written++] = (byte)'.';
            Write(place.Offset + 1, text, ref written);
            text[written++] = (byte)'.';
            Write(place.Index, text, ref written);
            separator = (byte)'_';
        }

        return text[..written].ToArray();
    }

    /// <returns>null: no id of a cluster with so many partitions.</returns>
    public static FeedEventId? Read(string text, int partitions)
    {
        if (text.IndexOf('-', StringComparison.Ordinal) != GatewayLength)
        {
            return null;
        }

        var parts = text[(GatewayLength + 1)..].Split('_');
        if (parts.Length != partitions)
        {
            return null;
        }

        var places = new FeedPlace[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            if (ReadPlace(parts[partition]) is not { } place)
            {
                return null;
            }

            places[partition] = place;
        }

        return new FeedEventId(text[..GatewayLength], places);
    }

    private static void Write(long number, Span<byte> text, ref int written)
    {
        Utf8Formatter.TryFormat(number, text[written..], out var count, Hexadecimal);
        written += count;
    }

    private static FeedPlace? ReadPlace(string text)
    {
        var numbers = text.Split('.');
        return numbers.Length == 3
            && Number(numbers[0]) is { } epoch && Number(numbers[1]) is { } offset && Number(numbers[2]) is { } index and <= int.MaxValue
            ? new FeedPlace(epoch, offset - 1, (int)index)
            : null;
    }

    private static long? Number(string digits) =>
        digits.Length <= DigitsMax && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
