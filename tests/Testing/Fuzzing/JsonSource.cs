using System.Globalization;
using System.Text;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>Random JSON of all kinds: nested, with escapes, surrogate pairs and their halves, huge numbers, names more than once.</summary>
/// <param name="random">Where all of it comes from.</param>
public sealed class JsonSource(Random random)
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "1.0", "1e0", "0.10", "1E+2", "-1.5e-300", "1e400", "-1e-400", "9007199254740993", "18446744073709551616",
        "123456789012345678901234567890.000", "0.1e1", "-9223372036854775808", "9223372036854775808",
    ];

    private static readonly string[] Names =
        ["a", "b", "\\u0061", "type", "body", "", "é", "😀", "x.y", "\\\"", "a\\/b", "\\ud83d\\ude00"];

    /// <summary>Pieces of strings as they are written.</summary>
    private static readonly string[] Pieces =
    [
        "a", "Z", "7", " ", "/", "é", "€", "😀", "\u007F", "\u2028", "\uFEFF", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t",
        "\\u0000", "\\u001f", "\\u00e9", "\\uD83D\\uDE00", "{", "}", "[", "]", ",", ":", "*", "tid",
    ];

    private static readonly string[] Halves = ["\\ud800", "\\uDFFF", "\\udc00\\ud800"];

    /// <summary>Any value.</summary>
    /// <param name="depthMax">Most lists and objects within each other.</param>
    public JsonTree Value(int depthMax = 5)
    {
        if (depthMax > 0 && random.Next(3) == 0)
        {
            return random.Next(2) == 0 ? ListOf(depthMax) : ObjectOf(depthMax);
        }

        return new JsonTree.Leaf(random.Next(5) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => Number(),
            _ => Quoted(),
        });
    }

    /// <summary>An object with up to five members, of which some may have the same name.</summary>
    public JsonTree ObjectOf(int depthMax = 5) => new JsonTree.Branch(
    [
        .. Enumerable.Range(0, random.Next(6)).Select(_ => KeyValuePair.Create(Name(), Value(depthMax - 1))),
    ]);

    /// <summary>A value within so many lists or objects.</summary>
    public JsonTree Deep(int levels)
    {
        JsonTree value = new JsonTree.Leaf(Number());
        for (var level = 0; level < levels; level++)
        {
            value = random.Next(2) == 0 ? new JsonTree.Row([value]) : new JsonTree.Branch([KeyValuePair.Create(Name(), value)]);
        }

        return value;
    }

    public string Number() => random.Next(4) switch
    {
        0 => random.Next().ToString(CultureInfo.InvariantCulture),
        1 when random.Next(10) == 0 => $"{random.Next(1, 10)}{Digits(random.Next(1, 400))}.{Digits(random.Next(1, 400))}e-{Digits(5)}",
        _ => Pick(Numbers),
    };

    /// <summary>A string with its quotes.</summary>
    public string Quoted()
    {
        var text = new StringBuilder("\"");
        for (var count = random.Next(random.Next(8) == 0 ? 300 : 8); count > 0; count--)
        {
            text.Append(random.Next(40) == 0 ? Pick(Halves) : Pick(Pieces));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A name with its quotes; often one that was there before.</summary>
    public string Name() => random.Next(4) == 0 ? Quoted() : $"\"{Pick(Names)}\"";

    /// <summary>White space, mostly none.</summary>
    /// <param name="characters">Those that may stand there.</param>
    public string Gap(string characters)
    {
        var text = new StringBuilder();
        while (random.Next(3) == 0)
        {
            text.Append(characters[random.Next(characters.Length)]);
        }

        return text.ToString();
    }

    private JsonTree.Row ListOf(int depthMax) => new([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(depthMax - 1))]);

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
