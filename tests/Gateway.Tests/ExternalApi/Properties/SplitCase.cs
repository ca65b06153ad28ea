using System.Collections.Immutable;
using System.Text;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>Pipelined messages of a session, and where the splits of their bytes come from.</summary>
internal sealed record SplitCase(ImmutableArray<byte[]> Messages, int Splits)
{
    /// <summary>Longest message of the default settings.</summary>
    private const int LimitBytes = 65_536;

    private static readonly FuzzNames Names = new() { Users = ["admin", "mia"], Sessions = ["nobody", "s"] };

    /// <param name="random">Where all of it comes from.</param>
    /// <param name="spaces">White space that may stand between tokens.</param>
    public static SplitCase Random(Random random, string spaces)
    {
        var source = new EnvelopeSource(random, Names, spaces);
        var messages = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Message(random, source));

        // A relay to a client that answers at random ends by time, not by input.
        return new SplitCase([.. messages.Where(message => MessageReading.Of(message).Command != "core/session/cmd")], random.Next());
    }

    public IEnumerable<SplitCase> Simpler() =>
        Messages.Select((_, index) => this with { Messages = Messages.RemoveAt(index) });

    public override string ToString() =>
        $"{nameof(SplitCase)} {Splits}:\n{string.Join('\n', Messages.Select(message => Encoding.Latin1.GetString(message)))}";

    private static byte[] Message(Random random, EnvelopeSource source)
    {
        var message = source.Next();
        if (random.Next(60) > 0 || MessageReading.Of(message).IsFatal)
        {
            return message;
        }

        // White space around a message counts.
        var padded = new byte[LimitBytes + random.Next(-2, 3)];
        padded.AsSpan().Fill((byte)' ');
        message.CopyTo(padded, random.Next(2) == 0 ? 0 : padded.Length - message.Length);
        return padded;
    }
}
