using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>
/// An <c>eventId</c>, which clients take as opaque: <c>GATEWAY-EPOCH.OFFSET.INDEX</c>, the last part once for each partition, separated by
/// <c>_</c>. Numbers are hexadecimal; OFFSET is one more than the log's, INDEX has <c>w</c> before it from "all of it" on. The places say
/// what its reader has seen in every partition, so any gateway can go on from there; the gateway's name tells whether it was this one, in
/// this life. <c>~</c> for <c>-</c>: only this one can.
/// </summary>
/// <param name="Gateway">The name of who gave it.</param>
/// <param name="IsGoodElsewhere">Whether others can go on from there.</param>
/// <param name="Places">By partition.</param>
internal sealed record FeedEventId(string Gateway, bool IsGoodElsewhere, FeedPlace[] Places)
{
    private const int GatewayLength = 8;
    private const char Everywhere = '-';
    private const char OnlyHere = '~';
    private const char Whole = 'w';

    /// <summary>Longest number that is read, in digits: none that was written is longer.</summary>
    private const int DigitsMax = 15;

    private static readonly StandardFormat Hexadecimal = new('x');

    /// <summary>A name for a gateway's life: a part of its first incarnation.</summary>
    public static string NameOf(Guid incarnation) => incarnation.ToString("N")[..GatewayLength];

    public static byte[] Write(string gateway, bool isGoodElsewhere, ReadOnlySpan<FeedPlace> places)
    {
        Span<byte> text = stackalloc byte[GatewayLength + (places.Length * 3 * (DigitsMax + 2))];
        var written = 0;
        foreach (var letter in gateway)
        {
            text[written++] = (byte)letter;
        }

        var separator = isGoodElsewhere ? Everywhere : OnlyHere;
        foreach (var place in places)
        {
            text[written++] = (byte)separator;
            Write(place.Epoch, text, ref written);
            text[written++] = (byte)'.';
            Write(place.Offset + 1, text, ref written);
            text[written++] = (byte)'.';
            WriteIndex(place.Index, text, ref written);
            separator = '_';
        }

        return text[..written].ToArray();
    }

    /// <returns>null: no id of a cluster with so many partitions.</returns>
    public static FeedEventId? Read(string text, int partitions)
    {
        if (text.AsSpan().IndexOfAny(Everywhere, OnlyHere) != GatewayLength)
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

        return new FeedEventId(text[..GatewayLength], text[GatewayLength] == Everywhere, places);
    }

    private static void Write(long number, Span<byte> text, ref int written)
    {
        Utf8Formatter.TryFormat(number, text[written..], out var count, Hexadecimal);
        written += count;
    }

    private static void WriteIndex(int index, Span<byte> text, ref int written)
    {
        if (index >= FeedPlace.Whole)
        {
            text[written++] = (byte)Whole;
            index -= FeedPlace.Whole;
        }

        Write(index, text, ref written);
    }

    private static FeedPlace? ReadPlace(string text)
    {
        var numbers = text.Split('.');
        return numbers.Length == 3
            && Number(numbers[0]) is { } epoch && Number(numbers[1]) is { } offset && Index(numbers[2]) is { } index
            ? new FeedPlace(epoch, offset - 1, index)
            : null;
    }

    private static int? Index(string text)
    {
        var isWhole = text.StartsWith(Whole);
        return Number(isWhole ? text[1..] : text) is { } index and < FeedPlace.Whole ? (int)index + (isWhole ? FeedPlace.Whole : 0) : null;
    }

    private static long? Number(string digits) =>
        digits.Length <= DigitsMax && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
