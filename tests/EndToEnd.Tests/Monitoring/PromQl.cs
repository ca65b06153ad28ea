namespace EventPlatform.EndToEnd.Tests.Monitoring;

/// <summary>
/// Finds the metrics in an expression of Prometheus' query language: names that are no function, keyword or label. Enough of the language
/// for our rules and dashboards.
/// </summary>
internal static class PromQl
{
    private static readonly HashSet<string> Keywords =
        ["and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"];

    /// <summary>Keywords before a list of labels in parentheses.</summary>
    private static readonly HashSet<string> BeforeLabels = ["by", "without", "on", "ignoring", "group_left", "group_right"];

    internal static IReadOnlyList<string> Metrics(string expression)
    {
        var names = new List<string>();
        var at = 0;
        while (at < expression.Length)
        {
            at = expression[at] switch
            {
                '{' => After(expression, at, '}'),
                '[' => After(expression, at, ']'),
                '"' => After(expression, at, '"'),
                var c when IsStart(c) => Word(expression, at, names),
                var c when char.IsAsciiDigit(c) => End(expression, at),
                _ => at + 1,
            };
        }

        return names;
    }

    private static int Word(string expression, int from, List<string> names)
    {
        var end = End(expression, from);
        var word = expression[from..end];
        var next = end;
        while (next < expression.Length && expression[next] == ' ')
        {
            next++;
        }

        var isCall = next < expression.Length && expression[next] == '(';
        if (BeforeLabels.Contains(word) && isCall)
        {
            return After(expression, next, ')');
        }

        if (!isCall && !Keywords.Contains(word) && !BeforeLabels.Any(label => IsBeforeCall(expression, word, end, label)))
        {
            names.Add(word);
        }

        return end;
    }

    /// <summary>In <c>sum by (x) (...)</c> the function's name stands before the keyword.</summary>
    private static bool IsBeforeCall(string expression, string word, int end, string keyword) =>
        word is "sum" or "max" or "min" or "avg" or "count" or "topk"
        && expression[end..].TrimStart().StartsWith(keyword, StringComparison.Ordinal);

    private static int After(string expression, int from, char closing)
    {
        var at = expression.IndexOf(closing, from + 1);
        return at < 0 ? throw new FormatException($"No {closing} in: {expression}") : at + 1;
    }

    private static int End(string expression, int from)
    {
        var at = from;
        while (at < expression.Length && (IsStart(expression[at]) || char.IsAsciiDigit(expression[at]) || expression[at] == '.'))
        {
            at++;
        }

        return at;
    }

    private static bool IsStart(char c) => char.IsAsciiLetter(c) || c is '_' or ':';
}
