using System.Collections.Immutable;
using System.Text;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>What a session sends that means no good.</summary>
/// <param name="Messages">From nearly valid to garbage.</param>
/// <param name="LogsInFirst">Whether it has logged in before.</param>
internal sealed record GarbageCase(ImmutableArray<byte[]> Messages, bool LogsInFirst)
{
    public const string Victim = "vault";
    public const string VictimSession = "vault-1";
    public const string Session = "s";

    public static GarbageCase Random(Random random, string user)
    {
        var names = new FuzzNames
        {
            Users = [user, Victim, "*", "nobody"],
            Sessions = [Session, VictimSession, "*", "nobody"],
            Classes = ["a", "private", "core", "status"],
            Texts = ["*", "x", "user_event", "session_event", Victim, VictimSession, "secret", ""],
        };
        var source = new EnvelopeSource(random, names);
        var messages = Enumerable.Range(0, random.Next(1, 40)).Select(_ => source.Next()).ToImmutableArray();
        return new GarbageCase(messages, random.Next(10) > 0);
    }

    public IEnumerable<GarbageCase> Simpler() => Messages.Select((_, index) => this with { Messages = Messages.RemoveAt(index) });

    public override string ToString() =>
        $"{nameof(GarbageCase)} {LogsInFirst}:\n{string.Join('\n', Messages.Select(message => Encoding.Latin1.GetString(message)))}";
}
