using System.Collections.Frozen;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>The errors of the External API with their texts (docs/protocols/external-api.md, 6).</summary>
public static class ApiErrorTexts
{
    /// <summary>The server's own fault, with a reference into its log.</summary>
    public const int Internal = 100_003;

    /// <summary>By code the whole text, or how it begins when it ends in a colon or an apostrophe.</summary>
    private static readonly FrozenDictionary<int, string[]> Texts = new Dictionary<int, string[]>
    {
        [100_001] = ["Normal termination"],
        [Internal] = ["Internal error: "],
        [100_005] = ["Timeout"],
        [100_006] = ["Not implemented"],
        [100_009] = ["Process failed"],
        [100_014] = ["Not found"],
        [100_020] = ["Service not found"],
        [100_030] = ["Unauthorized"],
        [100_031] = ["Not authenticated"],
        [100_032] = ["Already authenticated"],
        [100_033] = ["User not found"],
        [100_034] = ["Duplicated session id"],
        [100_035] = ["Invalid session id"],
        [100_041] = ["Invalid parameters"],
        [100_042] = ["Unknown command '"],
        [100_044] = ["Syntax error: "],
        [100_045] = ["Missing field: "],
        [100_046] = ["Invalid value: "],
        [100_062] = ["Session not found"],
        [100_072] = ["Invalid JSON", "Invalid message", "Message too large"],
        [100_080] = ["Rate limited"],
        [100_081] = ["Overloaded"],
    }.ToFrozenDictionary();

    /// <summary>Whether an error's code and text are documented.</summary>
    public static bool Contain(int code, string text) =>
        Texts.TryGetValue(code, out var texts) && Array.Exists(texts, known => Matches(known, text));

    private static bool Matches(string known, string text) =>
        known[^1] is ' ' or '\'' ? text.StartsWith(known, StringComparison.Ordinal) : known == text;
}
