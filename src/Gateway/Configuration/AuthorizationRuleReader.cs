using System.Collections.Immutable;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Reads <c>Authorization:Rules</c>; its shape is in external-api.md 7.</summary>
internal static class AuthorizationRuleReader
{
    private static readonly ImmutableArray<string> TopicMembers = ["service", "class", "subclass", "type", "obj_id"];
    private static readonly ImmutableArray<RuleKind> Kinds = [RuleKind.Command, RuleKind.Subscribe, RuleKind.Publish];

    /// <summary>The property type that this class reads.</summary>
    public static Type ListType { get; } = typeof(ImmutableArray<AuthorizationRule>);

    /// <returns>A list of rules; null when no source mentions them.</returns>
    /// <exception cref="ConfigurationException">A rule is wrong.</exception>
    public static object? Read(LayeredSettings settings, string path)
    {
        if (settings.List(path) is not { } list)
        {
            return null;
        }

        return list.Entries.Select(key => ReadRule(list.Layer, key)).ToImmutableArray();
    }

    private static AuthorizationRule ReadRule(SettingsLayer layer, string key)
    {
        var kinds = new List<(RuleKind Kind, string Name)>();
        foreach (var name in layer.Children(key))
        {
            var matching = Kinds.Where(kind => NameOf(kind).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (matching.Cast<RuleKind?>().FirstOrDefault() is { } kind)
            {
                kinds.Add((kind, name));
            }
            else if (name.ToLowerInvariant() is not ("who" or "allow"))
            {
                throw ConfigurationException.UnknownKey($"{key}:{name}", "who, allow and one of command, subscribe, publish");
            }
        }

        if (kinds.Count != 1)
        {
            throw ConfigurationException.Unusable(key, "a rule has exactly one of command, subscribe, publish");
        }

        var who = layer.Value($"{key}:who");
        var subject = RuleSubject.Parse(who ?? "")
            ?? throw ConfigurationException.WrongValue($"{key}:who", who, "*, user:NAME or role:NAME");
        var allow = layer.Value($"{key}:allow");
        return bool.TryParse(allow, out var isAllowed)
            ? new AuthorizationRule(subject, isAllowed, kinds[0].Kind, ReadMembers(layer, $"{key}:{kinds[0].Name}", kinds[0].Kind))
            : throw ConfigurationException.WrongValue($"{key}:allow", allow, "true or false");
    }

    private static ImmutableArray<RuleMember> ReadMembers(SettingsLayer layer, string path, RuleKind kind)
    {
        if (layer.Value(path) is { Length: > 0 } misplaced)
        {
            throw ConfigurationException.WrongValue(path, misplaced, "an object of fields");
        }

        var members = ImmutableArray.CreateBuilder<RuleMember>();
        foreach (var name in layer.Children(path))
        {
            var key = $"{path}:{name}";
            if (kind is not RuleKind.Command && !TopicMembers.Contains(name))
            {
                throw ConfigurationException.UnknownKey(key, string.Join(", ", TopicMembers));
            }

            if (layer.Value(key) is not { } text || layer.Children(key).Count > 0)
            {
                throw ConfigurationException.WrongValue(key, layer.Value(key), "a text");
            }

            members.Add(new RuleMember(name, RulePattern.Parse(text)));
        }

        return members.ToImmutable();
    }

    private static string NameOf(RuleKind kind) => kind switch
    {
        RuleKind.Command => "command",
        RuleKind.Subscribe => "subscribe",
        RuleKind.Publish => "publish",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of rule."),
    };
}
