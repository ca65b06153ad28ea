using System.Text.Json;
using System.Text.RegularExpressions;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// What a header of an answer must be: a text without blanks, compared with the header without the blanks after commas and semicolons,
/// up to the next blank, or with all of it where <c>*</c> stands for any text. <c>&lt;name&gt;</c> binds a part of it, or must equal what
/// is bound; empty: the header is not there.
/// </summary>
internal static partial class HeaderForm
{
    /// <summary>Whether a header has a form; then what it binds is bound.</summary>
    internal static bool Has(string form, string header, Bindings bindings)
    {
        List<string> names = [];
        var pattern = PartText().Replace(Regex.Escape(form), match =>
        {
            var name = match.Groups[1].Value;
            if (bindings[name] is { } bound)
            {
                return Regex.Escape(Text(bound));
            }

            names.Add(name);
            return $"(?<{name}>.+)";
        });
        var whole = AfterSeparator().Replace(header, "$1");
        var isWhole = form.Contains('*', StringComparison.Ordinal);
        var got = Regex.Match(isWhole ? whole : whole.Split(' ')[0], $@"\A{pattern.Replace(@"\*", ".*", StringComparison.Ordinal)}\z");
        foreach (var name in got.Success ? names : [])
        {
            var text = got.Groups[name].Value;
            bindings.Bind(name, new JsonValue.Text(text, JsonSerializer.Serialize(text)));
        }

        return got.Success;
    }

    /// <summary>A bound value in a path or a header: a string without its quotes.</summary>
    internal static string Text(JsonValue value) => value is JsonValue.Text text ? text.Value : value.Source;

    [GeneratedRegex("<([a-z][a-z0-9_]*)>")]
    private static partial Regex PartText();

    [GeneratedRegex("([,;]) +")]
    private static partial Regex AfterSeparator();
}
