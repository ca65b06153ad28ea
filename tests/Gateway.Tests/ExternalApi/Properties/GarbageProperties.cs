using System.Collections.Immutable;
using System.Text;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>Whatever a client sends: it is answered or closed as documented, and it does not learn what is another session's.</summary>
public class GarbageProperties
{
    private const string Meta = "SECRET-META";
    private const string Event = "SECRET-EVENT";

    /// <summary>May do everything: the two whose names are known here.</summary>
    private static readonly ImmutableArray<AuthorizationRule> Rules =
    [
        .. AuthorizationRule.Defaults,
        .. Everything("vault"),
        .. Everything("root"),
        Rule("mia", RuleKind.Command, "subclass", "user", "cmd", "send_event"),
        Rule("mia", RuleKind.Command, "subclass", "user", "cmd", "list"),
        Rule("mia", RuleKind.Subscribe, "class", "a"),
        Rule("mia", RuleKind.Publish),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Session_MayDoLittle_IsAnsweredAndLearnsNothingOfOthers(bool isLine) => Check(isLine, "mia", LearnsNothing);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Session_MayDoEverything_IsAnsweredAndLearnsWhatItAskedFor(bool isLine) => Check(isLine, "root", LearnsWhatItAskedFor);

    private static void Check(bool isLine, string user, Func<IReadOnlyList<MessageReading>, MessageReading, string, string?> judge) =>
        Properties.Check(
            300,
            Properties.From(random => GarbageCase.Random(random, user)),
            each => each.Simpler(),
            each => Survives(isLine ? Framing.Line : Framing.WebSocket, user, each, judge));

    private static async Task Survives(
        Framing framing, string user, GarbageCase each, Func<IReadOnlyList<MessageReading>, MessageReading, string, string?> judge)
    {
        using var world = new ApiWorld(rules: Rules);
        var victim = await NewVictim(world, mayBeStopped: user == "root");
        var sent = each.Messages.Select(message => MessageReading.Of(message)).ToArray();
        var client = new JudgedClient(
            world, framing, (_, message) => judge(sent, MessageReading.Of(message), Encoding.UTF8.GetString(message)));
        if (each.LogsInFirst)
        {
            client.Send($$"""
                {"class":"core","subclass":"user","cmd":"login","data":{"user":"{{user}}","password":"pw","session_id":"s"},"tid":"login"}
                """.Trim());
            Assert.True(await client.Wire.WaitFor(_ => client.Ledger.OpenCount == 0));
        }

        foreach (var (index, message) in each.Messages.Index())
        {
            client.Send(message);
            Whisper(victim, index);
        }

        await client.End(world);
        if (user == "mia")
        {
            Assert.True(await victim.Wire.WaitFor(messages => messages.Count(IsSecretEvent) == each.Messages.Length));
            Assert.Equal(GarbageCase.VictimSession, Assert.Single(world.Sessions.Local).Claim.SessionId);
            Assert.Equal(world.Sessions.Local.Sum(session => session.SubscriptionCount), world.Index.Count);
        }

        await victim.End(world);
        Assert.Empty(world.Sessions.Local);
        Assert.Equal(0, world.Index.Count);
    }

    /// <summary>A session with secrets, which answers what is asked of it.</summary>
    private static async Task<JudgedClient> NewVictim(ApiWorld world, bool mayBeStopped)
    {
        var victim = new JudgedClient(world, Framing.Line, AnswerRelays, mayBeStopped);
        victim.Send($$$"""
            {"class":"core","subclass":"user","cmd":"login","data":{"user":"vault","password":"pw","session_id":"vault-1",
            "meta":{"secret":"{{{Meta}}}"}},"tid":"login"}
            """.ReplaceLineEndings(""));
        victim.Send("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"private"},"tid":"subscribe"}""");
        Assert.True(await victim.Wire.WaitFor(_ => victim.Ledger.OpenCount == 0));
        return victim;
    }

    /// <summary>The victim speaks to itself: its session, its user, a class that is not for others.</summary>
    private static void Whisper(JudgedClient victim, int index)
    {
        var (subclass, cmd, to) = (index % 3) switch
        {
            0 => ("session", "send_event", """ "session_id":"vault-1" """),
            1 => ("user", "send_event", """ "user":"vault" """),
            _ => ("event", "send", """ "class":"private","subclass":"x","obj_id":"vault-1" """),
        };
        victim.Send(
            $$"""{"class":"core","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{{to}},"body":{"t":"{{Event}}"} },"tid":{{index}}}""");
    }

    private static string? AnswerRelays(JudgedClient victim, byte[] message)
    {
        var reading = MessageReading.Of(message);
        if (reading.Kind == MessageKind.Request && reading.Command != "core/core/event")
        {
            victim.Send($$"""{"result":"ok","data":{"relayed":true},"tid":{{reading.Tid}}}""");
        }

        return null;
    }

    private static string? LearnsNothing(IReadOnlyList<MessageReading> sent, MessageReading message, string text) =>
        text.Contains(Meta, StringComparison.Ordinal) || text.Contains(Event, StringComparison.Ordinal) ? $"a secret: {text}" : null;

    private static string? LearnsWhatItAskedFor(IReadOnlyList<MessageReading> sent, MessageReading message, string text)
    {
        var isMetaRight = !text.Contains(Meta, StringComparison.Ordinal)
            || (message.Kind == MessageKind.Response && sent.Any(each => each.Command == "core/user/get" && each.Tid == message.Tid));
        var isEventRight = !text.Contains(Event, StringComparison.Ordinal)
            || (message.Command == "core/core/event" && sent.Any(each => each.Command == "core/event/subscribe"));
        return isMetaRight && isEventRight ? null : $"a secret: {text}";
    }

    private static bool IsSecretEvent(byte[] message) =>
        Encoding.UTF8.GetString(message).Contains(Event, StringComparison.Ordinal);

    private static IEnumerable<AuthorizationRule> Everything(string user) =>
        [Rule(user, RuleKind.Command), Rule(user, RuleKind.Subscribe), Rule(user, RuleKind.Publish)];

    private static AuthorizationRule Rule(string user, RuleKind kind, params string[] members)
    {
        var patterns = members.Chunk(2).Select(pair => new RuleMember(pair[0], RulePattern.Parse(pair[1])));
        return new AuthorizationRule(new RuleSubject.User(user), Allow: true, kind, [.. patterns]);
    }
}
