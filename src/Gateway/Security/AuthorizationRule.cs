using System.Collections.Immutable;

namespace EventPlatform.Gateway.Security;

/// <summary>One rule: for whom, about what, and whether it allows or denies. A field that it does not mention may be anything.</summary>
/// <param name="Who">Whom it concerns.</param>
/// <param name="Allow">True allows, false denies.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Members">The fields it mentions, each name once.</param>
internal sealed record AuthorizationRule(RuleSubject Who, bool Allow, RuleKind Kind, ImmutableArray<RuleMember> Members)
{
    /// <summary>The rules without configuration: log, stop oneself, hear what is meant for oneself.</summary>
    public static ImmutableArray<AuthorizationRule> Defaults { get; } =
    [
        Everyone(RuleKind.Command, ("class", "core"), ("subclass", "session"), ("cmd", "log")),
        Everyone(RuleKind.Command, ("class", "core"), ("subclass", "session"), ("cmd", "stop"), ("session_id", "{session}")),
        Everyone(RuleKind.Subscribe, ("class", "core"), ("subclass", "user_event"), ("obj_id", "{user}")),
        Everyone(RuleKind.Subscribe, ("class", "core"), ("subclass", "session_event"), ("obj_id", "{session}")),
    ];

    private static AuthorizationRule Everyone(RuleKind kind, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var patterns = ImmutableArray.CreateBuilder<RuleMember>(members.Length);
        foreach (var (name, value) in members)
        {
            patterns.Add(new RuleMember(name, RulePattern.Parse(value)));
        }

        return new AuthorizationRule(new RuleSubject.Anyone(), Allow: true, kind, patterns.MoveToImmutable());
    }
}
