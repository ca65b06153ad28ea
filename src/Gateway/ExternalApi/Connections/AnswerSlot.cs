using System.Globalization;
using System.Text;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>The place of an answer that waits for its event to be accepted.</summary>
/// <param name="Accepted">The publisher's word, the same for events that are accepted together; never fails.</param>
/// <param name="Ok">The reply if it was; all before the tid when that is a number.</param>
/// <param name="Number">A tid that is written as digits; <see cref="OutboundFrame.NoNumber"/>: the reply is whole.</param>
internal readonly record struct AnswerSlot(Task<bool> Accepted, ReadOnlyMemory<byte> Ok, long Number)
{
    /// <summary>Digits that every number of so many fits into.</summary>
    private const int DigitsMax = 18;

    /// <summary>What the place costs; small replies count for about what they take in memory.</summary>
    public int Cost => Math.Max(64, Ok.Length);

    /// <param name="accepted">See there.</param>
    /// <param name="tid">The request's as it goes back.</param>
    public static AnswerSlot Of(Task<bool> accepted, ReadOnlySpan<byte> tid) =>
        TryNumber(tid, out var number)
            ? new AnswerSlot(accepted, Replies.OkBeforeTid, number)
            : new AnswerSlot(accepted, Replies.Ok(tid), OutboundFrame.NoNumber);

    /// <summary>The reply if the event was not accepted.</summary>
    public byte[] Overloaded() => Replies.Error(
        ApiErrors.Overloaded,
        Number == OutboundFrame.NoNumber
            ? Replies.TidOfOk(Ok.Span)
            : Encoding.ASCII.GetBytes(Number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a tid is digits alone. JSON has no leading zeros, so it is written again as it was.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> tid, out long number)
    {
        number = 0;
        if (tid.Length > DigitsMax)
        {
            return false;
        }

        foreach (var digit in tid)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return !tid.IsEmpty;
    }
}
