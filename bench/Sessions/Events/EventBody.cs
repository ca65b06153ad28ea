using System.Buffers.Text;
using System.Text;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>
/// The body of a publisher's events, always equally long: a JSON object with the event's number, its publisher and padding. Only the number
/// changes, so it is written in place.
/// </summary>
internal sealed class EventBody
{
    /// <summary>Room for the two numbers.</summary>
    internal const int BytesMin = 64;

    /// <summary>The first event's number: all of them have ten digits.</summary>
    internal const long FirstNumber = 1_000_000_000;

    private const int NumberDigits = 10;

    private readonly byte[] _bytes;

    /// <param name="publisher">Its number, from 0 on.</param>
    /// <param name="bytes">How long it is; <see cref="BytesMin"/> or more.</param>
    public EventBody(int publisher, int bytes)
    {
        var head = FormattableString.Invariant($"{{\"number\":{FirstNumber},\"publisher\":{publisher},\"text\":\"");
        _bytes = Encoding.ASCII.GetBytes($"{head.PadRight(bytes - 2, 'x')}\"}}");
    }

    private static ReadOnlySpan<byte> NumberMember => "{\"number\":"u8;

    private static ReadOnlySpan<byte> PublisherMember => ",\"publisher\":"u8;

    /// <summary>The body of one event, until the next is asked for.</summary>
    public ReadOnlySpan<byte> Of(long number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(NumberMember.Length), out _);
        return _bytes;
    }

    /// <summary>Finds number and publisher of a delivered event without reading the rest of it.</summary>
    /// <returns>False: it has none.</returns>
    public static bool TryFind(ReadOnlySpan<byte> message, out long number, out int publisher)
    {
        (number, publisher) = (-1, -1);
        var at = message.IndexOf(NumberMember);
        if (at < 0 || !Utf8Parser.TryParse(message[(at + NumberMember.Length)..], out number, out var digits) || digits != NumberDigits)
        {
            return false;
        }

        var rest = message[(at + NumberMember.Length + digits)..];
        return rest.StartsWith(PublisherMember) && Utf8Parser.TryParse(rest[PublisherMember.Length..], out publisher, out _);
    }
}
