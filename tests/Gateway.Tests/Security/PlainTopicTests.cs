using System.Collections.Immutable;
using System.Text;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.Security;

/// <summary>An event of the own service is decided over as any other.</summary>
public class PlainTopicTests
{
    private static readonly string[] Fields = ["class", "subclass", "type", "obj_id", "service"];
    private static readonly string[] Values =
        ["*", "a", "a*", "ab", "ä", "", "default", "other", "{user}", "{session}", "a{user}*", "core", "status"];

    private static readonly string[] Given =
        ["*", "a", "ab", "ä", "äb", "", "mia", "s1", "amia", "core", "status", "user_event", "😀"];

    [Fact]
    public void AllowsPlainPublish_AnyRulesAndTopic_IsTheSameInUtf8()
    {
        // A fixed seed: what fails once fails again.
        var random = new Random(20);
        var allowed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var rules = new Rules([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewRule(random))]);
            var caller = new Caller("mia", random.Next(4) == 0 ? null : "s1", "default", [], IsAdmin: random.Next(20) == 0);
            var names = (string[])[Pick(random, Given), Pick(random, Given), Pick(random, Given), Pick(random, Given)];
            var expected = rules.AllowsPublish(caller, new TopicRequest("default", names[0], names[1], names[2], names[3]));
            Assert.Equal(expected, rules.AllowsPlainPublish(caller, Plain(names)));
            allowed += expected ? 1 : 0;
        }

        Assert.InRange(allowed, 2_000, 18_000);
    }

    [Fact]
    public void AllowsPlainPublish_LongestNames_AreDecidedOver()
    {
        var longest = new string('x', PlainTopic.FieldBytesMax);
        var rule = new AuthorizationRule(
            new RuleSubject.Anyone(), Allow: true, RuleKind.Publish, [new RuleMember("class", RulePattern.Parse(longest))]);
        var caller = new Caller("mia", "s1", "default", [], IsAdmin: false);
        Assert.True(new Rules([rule]).AllowsPlainPublish(caller, Plain([longest, longest, longest, longest])));
        Assert.False(new Rules([rule]).AllowsPlainPublish(caller, Plain([longest[1..], longest, longest, longest])));
    }

    private static PlainTopic Plain(string[] names) => new(Utf8(names[0]), Utf8(names[1]), Utf8(names[2]), Utf8(names[3]));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static AuthorizationRule NewRule(Random random)
    {
        var members = Fields.Where(_ => random.Next(3) == 0).Select(name => new RuleMember(name, RulePattern.Parse(Pick(random, Values))));
        RuleSubject who = random.Next(4) == 0 ? new RuleSubject.User("tom") : new RuleSubject.Anyone();
        return new AuthorizationRule(who, random.Next(4) != 0, RuleKind.Publish, members.ToImmutableArray());
    }

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
