using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.Tests.Hub.Subscriptions;

/// <summary>Who gets an event (external-api.md 5).</summary>
public class SubscriptionIndexTests
{
    private readonly SubscriptionIndex _index = new();

    /// <summary>An event that gives or omits each field, against one subscription that gives (rightly or wrongly) or omits each.</summary>
    [Fact]
    public void Match_AllCombinations_ExactlyOneWhereTheRuleMatches()
    {
        for (var eventGives = 0; eventGives < 8; eventGives++)
        {
            for (var asked = 0; asked < 27; asked++)
            {
                var session = new FakeSubscriber();
                var wishes = new[] { asked % 3, asked / 3 % 3, asked / 9 };
                var fields = wishes.Select((wish, field) => wish switch { 0 => "*", 1 => $"f{field}", _ => "other" }).ToArray();
                session.Subscribe(_index, fields[0], fields[1], fields[2]);
                var isMatch = wishes.Select((wish, field) => wish == 0 || (wish == 1 && (eventGives & (1 << field)) != 0)).All(is_ => is_);

                Assert.Equal(isMatch ? 1 : 0, Match(eventGives).Count);
                _index.Drop(session.Set);
            }
        }

        Assert.Equal(0, _index.Count);
    }

    /// <summary>All eight at once, each with a body of its own, so that none collapse: one delivery for each that matches.</summary>
    [Fact]
    public void Match_EightSubscriptionsOfOneSession_EachThatMatchesGetsOne()
    {
        var session = new FakeSubscriber();
        for (var gives = 0; gives < 8; gives++)
        {
            session.Subscribe(_index, Field(gives, 0), Field(gives, 1), Field(gives, 2), $$"""{"n":{{gives}}}""");
        }

        for (var eventGives = 0; eventGives < 8; eventGives++)
        {
            var expected = Enumerable.Range(0, 8).Where(gives => (gives & eventGives) == gives).Select(gives => $$"""{"n":{{gives}}}""");
            Assert.Equal(expected.Order(), Match(eventGives).Select(match => match.Body).Order());
        }
    }

    [Fact]
    public void Match_EqualBodiesOfOneSession_CollapseIntoOne()
    {
        var (session, other) = (new FakeSubscriber(), new FakeSubscriber());
        session.Subscribe(_index, "*", "*", "*");
        session.Subscribe(_index, "f0", "*", "*", "{}");
        session.Subscribe(_index, "*", "f1", "*", """{"a":1,"b":2}""");
        session.Subscribe(_index, "*", "*", "f2", """{"b":2.0,"a":1}""");
        other.Subscribe(_index, "*", "*", "*");
        var matches = Match(7);
        Assert.Equal(2, matches.Count(match => match.Subscriber == session));
        Assert.Single(matches, match => match.Subscriber == other);
    }

    [Fact]
    public void Match_KeyOfAnAutomaticOneSubscribedAgain_IsOneUnlessItHasABody()
    {
        var session = new FakeSubscriber();
        var name = new SubscriptionName("default"u8, "core"u8, "f0"u8, "*"u8, "f2"u8);
        _index.SubscribeAutomatic(session.Set, name);
        Assert.Equal(SubscribeOutcome.Added, _index.Subscribe(session.Set, name, null));
        Assert.Single(Match(7, "core"));
        Assert.Equal(SubscribeOutcome.Replaced, _index.Subscribe(session.Set, name, JsonBody.Parse("""{"a":1}"""u8)));
        Assert.Equal(2, Match(7, "core").Count);
        Assert.True(_index.Unsubscribe(session.Set, name));
        Assert.False(_index.Unsubscribe(session.Set, name));
        Assert.Single(Match(7, "core"));
    }

    [Fact]
    public void Match_OtherServiceOrClass_Nobody()
    {
        var session = new FakeSubscriber();
        session.Subscribe(_index, "*", "*", "*");
        Assert.Empty(Match(7, "other"));
        Assert.Empty(Match(7, "*"));
        Assert.Empty(Match(7, "test", "other"));
        Assert.Single(Match(7));
    }

    [Fact]
    public void Match_ClassStarAndEmptyTexts_AreLiteral()
    {
        var session = new FakeSubscriber();
        _index.Subscribe(session.Set, new SubscriptionName("default"u8, "*"u8, ""u8, "*"u8, "*"u8), null);
        Assert.Empty(Match(0, "*"));
        Assert.Empty(Match(0, "test"));
        var matches = new Matches();
        _index.Match(new EventRecord { Service = "default"u8, Class = "*"u8, Subclass = default }, matches);
        Assert.Single(matches.Items);
    }

    [Fact]
    public void Match_LongTexts_AreFoundToo()
    {
        var session = new FakeSubscriber();
        var text = new string('\u20ac', 255);
        session.Subscribe(_index, text, text, text);
        var utf8 = Encoding.UTF8.GetBytes(text);
        var matches = new Matches();
        _index.Match(new EventRecord { Service = "default"u8, Class = "test"u8, Subclass = utf8, Type = utf8, ObjId = utf8 }, matches);
        Assert.Single(matches.Items);
        _index.Match(new EventRecord { Service = "default"u8, Class = "test"u8, Subclass = new byte[60_000] }, matches);
        Assert.Single(matches.Items);
    }

    [Fact]
    public void List_ManySubscriptions_NewestFirstAndARepeatedOneKeepsItsPlace()
    {
        var session = new FakeSubscriber();
        _index.SubscribeAutomatic(session.Set, new SubscriptionName("default"u8, "core"u8, "session_event"u8, "*"u8, "s"u8));
        _index.SubscribeAutomatic(session.Set, new SubscriptionName("default"u8, "core"u8, "user_event"u8, "*"u8, "u"u8));
        session.Subscribe(_index, "a", "*", "*");
        session.Subscribe(_index, "b", "*", "*");
        session.Subscribe(_index, "c", "*", "*");
        session.Subscribe(_index, "a", "*", "*", """{"x":1}""");
        var list = _index.List(session.Set);
        Assert.Equal(
            ["c", "b", "a", "session_event", "user_event"], list.Select(item => Encoding.UTF8.GetString(item.Subscription.Name.Subclass)));
        Assert.Equal("""{"x":1}""", Encoding.UTF8.GetString(list[2].Body!.Text));
        Assert.Equal(5, session.Set.Count);
    }

    [Fact]
    public void Subscribe_AfterDrop_DoesNothing()
    {
        var session = new FakeSubscriber();
        _index.Drop(session.Set);
        session.Subscribe(_index, "*", "*", "*");
        Assert.Equal(0, _index.Count);
    }

    /// <summary>Sessions come and go while one thread matches: nothing is lost for who stays, and nothing is left behind.</summary>
    [Fact]
    public async Task Match_WhileOthersSubscribe_TheOneWhoStaysGetsAll()
    {
        var stays = new FakeSubscriber();
        stays.Subscribe(_index, "f0", "*", "*");
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, 2).Select(number => Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var session = new FakeSubscriber();
                    session.Subscribe(_index, "f0", "*", "*");
                    session.Subscribe(_index, "*", $"t{number}", "*");
                    _index.Drop(session.Set);
                }
            },
            TestContext.Current.CancellationToken)).ToList();
        for (var round = 0; round < 2_000; round++)
        {
            Assert.Single(Match(7), match => match.Subscriber == stays);
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
        Assert.Equal(1, _index.Count);
    }

    private static string Field(int gives, int field) => (gives & (1 << field)) != 0 ? $"f{field}" : "*";

    private List<(ISubscriber Subscriber, string? Body)> Match(int gives, string className = "test", string service = "default")
    {
        var record = new EventRecord { Service = Encoding.UTF8.GetBytes(service), Class = Encoding.UTF8.GetBytes(className) };
        record = (gives & 1) != 0 ? record with { Subclass = "f0"u8 } : record;
        record = (gives & 2) != 0 ? record with { Type = "f1"u8 } : record;
        record = (gives & 4) != 0 ? record with { ObjId = "f2"u8 } : record;
        var matches = new Matches();
        _index.Match(record, matches);
        return matches.Items;
    }

    private sealed class Matches : IMatchReceiver
    {
        public List<(ISubscriber Subscriber, string? Body)> Items { get; } = [];

        public void Matched(in EventRecord record, Subscription subscription) =>
            Items.Add((subscription.Subscriber, subscription.Body is { } body ? Encoding.UTF8.GetString(body.Text) : null));
    }

    private sealed class FakeSubscriber : ISubscriber
    {
        public FakeSubscriber() => Set = new SubscriptionSet(this);

        public SubscriptionSet Set { get; }

        public ReadOnlySpan<byte> Service => "default"u8;

        public void Subscribe(SubscriptionIndex index, string subclass, string type, string objId, string body = "{}") => index.Subscribe(
            Set,
            new SubscriptionName(
                "default"u8, "test"u8, Encoding.UTF8.GetBytes(subclass), Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(objId)),
            JsonBody.Parse(Encoding.UTF8.GetBytes(body)));
    }
}
