using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random choices; few names, so that they collide often.</summary>
internal sealed class Chance(Random random)
{
    private const int NoteBytesMax = 65_536;

    private static readonly Dictionary<ModelKind, string[]> Names = new()
    {
        [ModelKind.Location] = ["Oslo", "oslo", "Bergen", "a/b c", "100% ü", Lamps(128)],
        [ModelKind.Tenant] = ["Sales", "Støtte", "Lager 2", "a+b", "Shop"],
        [ModelKind.Status] = ["Available", "Lunch", "lunch", "Pause ☕", "Weg", "Tea"],
        [ModelKind.Extension] = ["7", "20", "21", "300", "1000", "é", "B"],
        [ModelKind.User] = ["anna", "ben", "Anna", "zoe", "u/1", "x y"],
    };

    private static readonly string[] BadNames = ["", "a@#b", "x#masknl#", "a\tb", "a\u0085", Lamps(129), Bodies.LoneSurrogate];
    private static readonly string[] Notes = ["", "back at 2", "two\nlines", "tab\there", " ", "ünï ☕", "@ # @", "\"quoted\" \\"];
    private static readonly string[] LineEnds = ["two\r\nlines", "two\rlines"];
    private static readonly string[] BadNotes = ["a@#b", "x#masknl#y", "bell\a", "a\u0085"];
    private static readonly long[] Times = [-1, 1000, 1001, 1999, 1_700_000_000_000, 1_700_000_000_500, 253_402_300_799_999];
    private static readonly long[] BadTimes = [0, 999, -2, 253_402_300_800_000, long.MaxValue];
    private static readonly string[] Seconds = ["0", "000", "1", "007", "1700000000", "253402300799"];
    private static readonly string[] BadSeconds = ["", "-1", "+1", " 1", "1.0", "253402300800", "1234567890123", "٣"];

    internal bool In(int of) => random.Next(of) == 0;

    internal int Below(int bound) => random.Next(bound);

    internal T Of<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    internal T? OfAny<T>(IEnumerable<T> items)
        where T : class
    {
        var all = items.ToList();
        return all.Count == 0 ? null : Of(all);
    }

    internal string Name(ModelKind kind) => Of(Names[kind]);

    internal string BadName() => Of(BadNames);

    internal string Note() => Of(Notes);

    /// <summary>One for JSON doors only, with other line ends.</summary>
    internal string JsonNote() => In(6) ? Of(LineEnds) : Note();

    /// <summary>As long as can be, or a byte longer: no message of the External API holds it.</summary>
    internal string LongNote() => new string('é', NoteBytesMax / 2) + (In(2) ? "x" : "");

    internal string BadNote() => Of(BadNotes);

    internal long Time() => Of(Times);

    internal long BadTime() => Of(BadTimes);

    internal string SecondsText() => In(6) ? Of(BadSeconds) : Of(Seconds);

    internal string Type() => Of(ModelNames.Types);

    internal string NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return $"{new Guid(bytes):D}";
    }

    /// <summary>A value of another kind than text, list and flag, or a text that is none of what is wanted.</summary>
    internal JsonNode? Odd() => Below(8) switch
    {
        0 => 5,
        1 => "",
        2 => new JsonObject(),
        3 => 1.5,
        4 => JsonNode.Parse("1000.0"),
        5 => JsonNode.Parse("1e3"),
        6 => Bodies.LoneSurrogate,
        _ => "no such thing",
    };

    internal void Shuffle(JsonArray list)
    {
        var items = list.Select(item => item!.DeepClone()).ToArray();
        random.Shuffle(items);
        list.Clear();
        foreach (var item in items)
        {
            list.Add(item);
        }
    }

    /// <summary>Each is two UTF-16 units and four bytes of UTF-8.</summary>
    private static string Lamps(int count) => string.Concat(Enumerable.Repeat("\U0001F4A1", count));
}
