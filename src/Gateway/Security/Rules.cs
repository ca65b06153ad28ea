using System.Collections.Immutable;
using System.Text;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// Decides what a caller may do: the first rule that matches counts, without one it is denied, the administrator may do everything.
/// An allow rule matches when it covers all that is asked for, a deny rule when it overlaps with it. Immutable.
/// </summary>
internal sealed class Rules
{
    private readonly Rule[] _commands;
    private readonly Rule[] _subscribes;
    private readonly Rule[] _publishes;

    public Rules(ImmutableArray<AuthorizationRule> rules)
    {
        _commands = Of(rules, RuleKind.Command);
        _subscribes = Of(rules, RuleKind.Subscribe);
        _publishes = Of(rules, RuleKind.Publish);
    }

    /// <summary>Whether a command may be carried out. Not asked for what concerns the caller alone, see external-api.md 7.</summary>
    public bool AllowsCommand(Caller caller, in CommandRequest request)
    {
        if (caller.IsAdmin)
        {
            return true;
        }

        foreach (var rule in _commands)
        {
            if (rule.Concerns(caller, request.Service) && Matches(rule, caller, request))
            {
                return rule.Allow;
            }
        }

        return false;
    }

    /// <summary>Whether a subscription may be made.</summary>
    public bool AllowsSubscribe(Caller caller, in TopicRequest topic) => caller.IsAdmin || Decide(_subscribes, caller, topic);

    /// <summary>Whether an event may be published; events of the server's own never, whatever the rules say.</summary>
    public bool AllowsPublish(Caller caller, in TopicRequest topic) =>
        caller.IsAdmin || (!topic.IsServers && Decide(_publishes, caller, topic));

    /// <summary>As the other, for an event of the caller's own service, without making texts of what it names.</summary>
    public bool AllowsPlainPublish(Caller caller, in PlainTopic topic)
    {
        if (caller.IsAdmin)
        {
            return true;
        }

        if (topic.IsServers)
        {
            return false;
        }

        Span<char> space = stackalloc char[PlainTopic.FieldBytesMax];
        foreach (var rule in _publishes)
        {
            if (rule.Concerns(caller, caller.Service) && Matches(rule, caller, topic, space))
            {
                return rule.Allow;
            }
        }

        return false;
    }

    private static bool Decide(Rule[] rules, Caller caller, in TopicRequest topic)
    {
        foreach (var rule in rules)
        {
            if (rule.Concerns(caller, topic.Service) && Matches(rule, caller, topic))
            {
                return rule.Allow;
            }
        }

        return false;
    }

    private static bool Matches(Rule rule, Caller caller, in CommandRequest request)
    {
        foreach (var member in rule.Members)
        {
            var isNeverOpen = member.Name is "class" or "subclass" or "cmd" or "service";
            if (!Matches(rule.Allow, member, caller, request.Field(member.Name), isNeverOpen))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(Rule rule, Caller caller, in TopicRequest topic)
    {
        foreach (var member in rule.Members)
        {
            if (!Matches(rule.Allow, member, caller, topic.Field(member.Name), member.Name is "class" or "service"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(Rule rule, Caller caller, in PlainTopic topic, Span<char> space)
    {
        foreach (var member in rule.Members)
        {
            ReadOnlySpan<char> value = member.Name == "service"
                ? caller.Service.AsSpan()
                : space[..Encoding.UTF8.GetChars(topic.Field(member.Name), space)];
            if (!Matches(rule.Allow, member, caller, isGiven: true, value, member.Name is "class" or "service"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(bool allow, RuleMember member, Caller caller, string? value, bool isNeverOpen) =>
        Matches(allow, member, caller, value is not null, value, isNeverOpen);

    private static bool Matches(
        bool allow, RuleMember member, Caller caller, bool isGiven, ReadOnlySpan<char> value, bool isNeverOpen)
    {
        var isOpen = !isGiven || (value is "*" && !isNeverOpen);
        return (isOpen, allow) switch
        {
            (true, true) => member.Value.IsAnything,
            (true, false) => member.Value.CanMatch(caller),
            _ => member.Value.Matches(value, caller),
        };
    }

    private static Rule[] Of(ImmutableArray<AuthorizationRule> rules, RuleKind kind) =>
        [.. rules.Where(rule => rule.Kind == kind).Select(rule => new Rule(rule))];

    private sealed class Rule(AuthorizationRule rule)
    {
        private readonly RuleSubject _who = rule.Who;
        private readonly bool _namesService = rule.Members.Any(member => member.Name == "service");

        public bool Allow { get; } = rule.Allow;

        public ImmutableArray<RuleMember> Members { get; } = rule.Members;

        /// <summary>A rule that names no service is about the caller's own.</summary>
        public bool Concerns(Caller caller, string service) => (_namesService || service == caller.Service) && _who.Includes(caller);
    }
}
