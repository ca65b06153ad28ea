using System.Globalization;
using System.Text;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Writes the same JSON in many ways.</summary>
internal sealed class JsonText(Random random)
{
    private static readonly string[] Spaces = [" ", "\t", "  ", "\r\n "];

    /// <summary>Space between tokens, mostly none.</summary>
    internal string Space() => random.Next(6) == 0 ? Spaces[random.Next(Spaces.Length)] : "";

    /// <summary>A string; escapes where they must be, and here and there else.</summary>
    internal string Quote(string text)
    {
        var isPlain = random.Next(2) == 0;
        var quoted = new StringBuilder("\"");
        foreach (var character in text.EnumerateRunes())
        {
            var mustEscape = character.Value is '"' or '\\' or < ' ';
            quoted.Append(!mustEscape && (isPlain || random.Next(3) > 0) ? $"{character}" : Escape(character));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>An object; members in the given order.</summary>
    internal string Object(IEnumerable<(string Name, string Value)> members)
    {
        var written = members.Select(member => $"{Space()}{Quote(member.Name)}{Space()}:{Space()}{member.Value}{Space()}");
        return $"{{{string.Join(',', written)}}}";
    }

    private string Escape(Rune character)
    {
        var hasShort = character.Value is '"' or '\\' or '/' or '\t';
        if (hasShort && random.Next(2) == 0)
        {
            return character.Value == '\t' ? "\\t" : $"\\{character}";
        }

        var format = random.Next(2) == 0 ? "x4" : "X4";
        return string.Concat($"{character}".Select(unit => $"\\u{((int)unit).ToString(format, CultureInfo.InvariantCulture)}"));
    }
}
