using System.Collections.Immutable;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// A value of a rule. Grammar: <c>*</c> | TEXT | TEXT <c>*</c>, where <c>{user}</c> and <c>{session}</c> in TEXT stand for the caller's own
/// and are compared literally, whatever characters they hold.
/// </summary>
internal sealed class RulePattern
{
    private const string UserMark = "{user}";
    private const string SessionMark = "{session}";
    private readonly ImmutableArray<string> _parts;
    private readonly bool _isPrefix;

    private RulePattern(ImmutableArray<string> parts, bool isPrefix)
    {
        _parts = parts;
        _isPrefix = isPrefix;
    }

    /// <summary>Whether every value matches, so that a field left open is covered.</summary>
    public bool IsAnything => _isPrefix && _parts.IsEmpty;

    /// <summary>Every text is a pattern.</summary>
    public static RulePattern Parse(string text)
    {
        var isPrefix = text.EndsWith('*');
        var rest = isPrefix ? text.AsSpan(0, text.Length - 1) : text;
        var parts = ImmutableArray.CreateBuilder<string>();
        while (!rest.IsEmpty)
        {
            var length = LengthOfPart(rest);
            parts.Add(rest[..length].ToString());
            rest = rest[length..];
        }

        return new RulePattern(parts.ToImmutable(), isPrefix);
    }

    /// <summary>Whether a given value matches.</summary>
    public bool Matches(ReadOnlySpan<char> value, Caller caller)
    {
        var rest = value;
        foreach (var part in _parts)
        {
            if (Resolve(part, caller) is not { } text || !rest.StartsWith(text, StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[text.Length..];
        }

        return _isPrefix || rest.IsEmpty;
    }

    /// <summary>Whether any value at all matches: not when the pattern names the session of a caller who has none.</summary>
    public bool CanMatch(Caller caller) => caller.SessionId is not null || !_parts.Contains(SessionMark);

    // The marks are parts of their own, so a text that merely looks like one cannot arise from the caller's name.
    private static string? Resolve(string part, Caller caller) => part switch
    {
        UserMark => caller.User,
        SessionMark => caller.SessionId,
        _ => part,
    };

    private static int LengthOfPart(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith(UserMark, StringComparison.Ordinal))
        {
            return UserMark.Length;
        }

        if (rest.StartsWith(SessionMark, StringComparison.Ordinal))
        {
            return SessionMark.Length;
        }

        // The nearest mark ends the text before it.
        var user = rest.IndexOf(UserMark, StringComparison.Ordinal);
        var session = rest.IndexOf(SessionMark, StringComparison.Ordinal);
        return Math.Min(user < 0 ? rest.Length : user, session < 0 ? rest.Length : session);
    }
}
