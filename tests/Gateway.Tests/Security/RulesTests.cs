using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.Security;

public sealed class RulesTests
{
    private static readonly Caller Anna = new("anna", "s1", "default", ["agent"], IsAdmin: false);
    private static readonly Caller Nameless = Anna with { SessionId = null };

    [Theory]
    [InlineData("session", "log", null, true)]
    [InlineData("session", "stop", "s1", true)]
    [InlineData("session", "stop", "s2", false)]
    [InlineData("session", "stop", null, false)]
    [InlineData("user", "list", null, false)]
    public void Defaults_Command_OnlyOnesOwn(string subclass, string cmd, string? sessionId, bool expected)
    {
        var request = new CommandRequest("core", subclass, cmd, "default", name => name == "session_id" ? sessionId : null);

        Assert.Equal(expected, new Rules(AuthorizationRule.Defaults).AllowsCommand(Anna, request));
    }

    [Theory]
    [InlineData("user_event", "anna", true)]
    [InlineData("user_event", "bert", false)]
    [InlineData("user_event", null, false)]
    [InlineData("session_event", "s1", true)]
    [InlineData("session_event", "*", false)]
    [InlineData(null, "anna", false)]
    public void Defaults_Subscribe_OnlyOnesOwn(string? subclass, string? objId, bool expected) =>
        Assert.Equal(expected, new Rules(AuthorizationRule.Defaults).AllowsSubscribe(Anna, new("default", "core", subclass, null, objId)));

    [Fact]
    public void Defaults_Publish_Nothing() =>
        Assert.False(new Rules(AuthorizationRule.Defaults).AllowsPublish(Anna, new("default", "call", null, null, null)));

    [Theory]
    // Left out and * are anything, and cover a field left open.
    [InlineData("", "call", "in", true)]
    [InlineData("", "call", null, true)]
    [InlineData("class=call", "call", "*", true)]
    [InlineData("class=call,subclass=*", "call", null, true)]
    // A value covers itself only.
    [InlineData("class=call,subclass=in", "call", "in", true)]
    [InlineData("class=call,subclass=in", "call", "In", false)]
    [InlineData("class=call,subclass=in", "call", null, false)]
    // A prefix covers what begins with it, and nothing left open.
    [InlineData("class=call,subclass=i*", "call", "in", true)]
    [InlineData("class=call,subclass=i*", "call", "i", true)]
    [InlineData("class=call,subclass=i*", "call", "out", false)]
    [InlineData("class=call,subclass=i*", "call", "*", false)]
    [InlineData("class=ca*", "call", "in", true)]
    // The class * is a name like any other.
    [InlineData("class=call", "*", "in", false)]
    [InlineData("class=*", "*", "in", true)]
    // The caller's own, alone or in a longer text.
    [InlineData("subclass={user}", "call", "anna", true)]
    [InlineData("subclass={user}", "call", "{user}", false)]
    [InlineData("subclass=x-{session}-{user}*", "call", "x-s1-anna-more", true)]
    [InlineData("subclass=x-{session}-{user}*", "call", "x-s1-ann", false)]
    [InlineData("subclass={other}", "call", "{other}", true)]
    // Another service must be named.
    [InlineData("service=other,class=call", "call", "in", false)]
    [InlineData("service=default,class=call", "call", "in", true)]
    public void Allow_Table(string members, string @class, string? subclass, bool expected)
    {
        var rules = new Rules([Rule("*", true, RuleKind.Subscribe, members)]);

        Assert.Equal(expected, rules.AllowsSubscribe(Anna, new("default", @class, subclass, null, null)));
    }

    [Theory]
    [InlineData("class=call,subclass=in", "call", "in", true)]
    [InlineData("class=call,subclass=in", "call", "out", false)]
    [InlineData("class=call,subclass=in", "call", null, true)]
    [InlineData("class=call,subclass=in", "call", "*", true)]
    [InlineData("class=call,subclass=i*", "call", null, true)]
    [InlineData("class=call,subclass=i*", "call", "out", false)]
    [InlineData("class=talk", "call", null, false)]
    [InlineData("subclass={user}", "call", null, true)]
    public void Deny_HitsWhatOverlaps(string members, string @class, string? subclass, bool expected)
    {
        var rules = new Rules([Rule("*", false, RuleKind.Subscribe, members), Rule("*", true, RuleKind.Subscribe, "")]);

        Assert.Equal(!expected, rules.AllowsSubscribe(Anna, new("default", @class, subclass, null, null)));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("user:anna", true)]
    [InlineData("user:bert", false)]
    [InlineData("role:agent", true)]
    [InlineData("role:anna", false)]
    public void Who_Table(string who, bool expected) =>
        Assert.Equal(
            expected, new Rules([Rule(who, true, RuleKind.Publish, "")]).AllowsPublish(Anna, new("default", "call", null, null, null)));

    [Fact]
    public void FirstMatch_Wins()
    {
        var allowFirst = new Rules([Rule("user:anna", true, RuleKind.Publish, ""), Rule("*", false, RuleKind.Publish, "")]);
        var denyFirst = new Rules([Rule("role:agent", false, RuleKind.Publish, ""), Rule("user:anna", true, RuleKind.Publish, "")]);

        Assert.True(allowFirst.AllowsPublish(Anna, new("default", "call", null, null, null)));
        Assert.False(denyFirst.AllowsPublish(Anna, new("default", "call", null, null, null)));
    }

    [Fact]
    public void Kinds_DoNotMix()
    {
        var rules = new Rules([Rule("*", true, RuleKind.Publish, "")]);

        Assert.False(rules.AllowsSubscribe(Anna, new("default", "call", null, null, null)));
        Assert.False(rules.AllowsCommand(Anna, new("core", "user", "list", "default")));
    }

    [Theory]
    [InlineData("core", "user_event", false)]
    [InlineData("core", "session_event", false)]
    [InlineData("core", "other", true)]
    [InlineData("core", null, true)]
    [InlineData("status", "extension", false)]
    [InlineData("call", "user_event", true)]
    public void Publish_ServersOwn_NeverExceptForAdmin(string @class, string? subclass, bool expected)
    {
        var rules = new Rules([Rule("*", true, RuleKind.Publish, "service=*")]);

        Assert.Equal(expected, rules.AllowsPublish(Anna, new("default", @class, subclass, null, null)));
        Assert.True(rules.AllowsPublish(Anna with { IsAdmin = true }, new("default", @class, subclass, null, null)));
    }

    [Theory]
    [InlineData("", "other", false)]
    [InlineData("service=other", "other", true)]
    [InlineData("service=*", "other", true)]
    [InlineData("service=*", "default", true)]
    public void Command_TargetInAnotherService_MustBeNamed(string members, string service, bool expected) =>
        Assert.Equal(
            expected, new Rules([Rule("*", true, RuleKind.Command, members)]).AllowsCommand(Anna, new("core", "session", "cmd", service)));

    [Fact]
    public void Command_FieldsNamedLikeTheCommands_CommandsCount()
    {
        var rules = new Rules([Rule("*", true, RuleKind.Command, "class=core")]);

        Assert.False(rules.AllowsCommand(Anna, new("status", "extension", "get", "default", _ => "core")));
        Assert.True(rules.AllowsCommand(Anna, new("core", "session", "cmd", "default", _ => "status")));
    }

    [Fact]
    public void WithoutSession_SessionMark_MatchesNothing()
    {
        var allow = new Rules([Rule("*", true, RuleKind.Publish, "obj_id={session}")]);
        var deny = new Rules([Rule("*", false, RuleKind.Publish, "obj_id={session}"), Rule("*", true, RuleKind.Publish, "")]);

        Assert.False(allow.AllowsPublish(Nameless, new("default", "call", null, null, "{session}")));
        Assert.True(deny.AllowsPublish(Nameless, new("default", "call", null, null, null)));
    }

    [Fact]
    public void Admin_MayDoEverything()
    {
        var rules = new Rules([Rule("*", false, RuleKind.Command, "")]);

        Assert.True(rules.AllowsCommand(Anna with { IsAdmin = true }, new("core", "user", "list", "other")));
    }

    private static AuthorizationRule Rule(string who, bool allow, RuleKind kind, string members) =>
        new(RuleSubject.Parse(who)!, allow, kind, [.. members.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Member)]);

    private static RuleMember Member(string text) => new(text.Split('=')[0], RulePattern.Parse(text.Split('=')[1]));
}
