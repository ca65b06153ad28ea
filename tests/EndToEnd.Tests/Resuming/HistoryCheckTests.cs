using System.Globalization;
using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.Resuming;

public sealed class HistoryCheckTests
{
    private const string Recovered = "recovered";
    private const string NotRecovered = "not recovered";
    private const string Gap = "gap";

    /// <summary>Six of one class, of which a filter lets the even ones in, a second apart from 1,000 on.</summary>
    private static readonly ToldEvent[] Happened = [.. Enumerable.Range(1, 6).Select(number => Told("a", number))];

    private static readonly GatewayRun Run = new(1, new Ports(0, 0, 0, 0, 0));
    private static readonly HistoryCheck Check = new(Happened, new FeedFilter(("even", "true")));

    /// <summary>A client connects at 3,500, so that 4 and 6 have to come, and again at 5,500; of what was before nobody knows.</summary>
    [Theory]
    [InlineData("4 6")]
    [InlineData("2 4 6")]
    [InlineData("4", Recovered, "6")]
    [InlineData("4", Gap, "6")]
    [InlineData("2", Gap, "6")]
    [InlineData("2", Gap)]
    [InlineData("2", NotRecovered, "6")]
    public void Problem_WhatHadToCome_Null(params string[] history) => Assert.Null(Problem(history));

    [Theory]
    [InlineData("missing: 6", "4")]
    [InlineData("missing: 4", "6")]
    [InlineData("missing: 4", "2 6")]
    [InlineData("missing: 6", "2", NotRecovered, "4")]
    [InlineData("missing: 4", "2", Recovered, "6")]
    [InlineData("again: 4", "4 4 6")]
    [InlineData("again: 4", "4", Recovered, "4 6")]
    [InlineData("again: 4", "4", NotRecovered, "4 6")]
    [InlineData("again: 2", "4", Gap, "2 4 6")]
    [InlineData("filters: 5", "4 5 6")]
    [InlineData("others told it: 8", "4 8 6")]
    public void Problem_WrongHistory_IsFound(string problem, params string[] history) =>
        Assert.StartsWith(problem, Shortened(Problem(history)), StringComparison.Ordinal);

    /// <summary>One that happens twice may come twice, not three times.</summary>
    [Fact]
    public void Problem_SameEventTwice_CountsBoth()
    {
        var check = new HistoryCheck([Happened[0], Happened[0]], new FeedFilter());
        HistoryEntry[] twice = [new HistoryEntry.Began(0, Run), .. Enumerable.Repeat(Entry(Happened[0]), 2)];

        Assert.Null(check.Problem(twice));
        Assert.Equal("missing: 1", Shortened(check.Problem(twice.SkipLast(1))));
        Assert.Equal("again: 1", Shortened(check.Problem([.. twice, twice[^1]])));
    }

    private static string? Problem(string[] history)
    {
        return Check.Problem(history.SelectMany(IEnumerable<HistoryEntry> (entry) => entry switch
        {
            Recovered or NotRecovered => [new HistoryEntry.Resumed(entry == Recovered, 5_500, Run, Run, Entry(Happened[0]))],
            Gap => [Entry(new ToldEvent(JsonElement.Parse("""{"type":"gap","time":1}""")))],
            _ => entry.Split(' ').Select(number => Entry(Of(int.Parse(number, CultureInfo.InvariantCulture)))),
        }).Prepend(new HistoryEntry.Began(3_500, Run)));
    }

    private static HistoryEntry.Told Entry(ToldEvent told) => new(told, "id");

    private static ToldEvent Of(int number) => number <= Happened.Length ? Happened[number - 1] : Told("a", number);

    private static ToldEvent Told(string @class, int number) => new(JsonSerializer.SerializeToElement(
        new { @class, type = "t", time = number * 1_000, publisher = "p", number, even = number % 2 == 0 }));

    /// <summary>The last word before the first event, and its number.</summary>
    private static string Shortened(string? problem)
    {
        var line = Assert.IsType<string>(problem).Split('\n')[0];
        var json = line.IndexOf('{', StringComparison.Ordinal);
        var words = line[..(json - 2)].Split(' ');
        var number = JsonElement.Parse(line[json..]).GetProperty(PublishedEvent.Number).GetInt32();
        return $"{(words[^1] == "it" ? "others told it" : words[^1])}: {number}";
    }
}
