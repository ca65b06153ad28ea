using System.Text;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Judges everything that a client got.</summary>
/// <param name="told">What was brought about.</param>
internal sealed class ReaderCheck(ToldEvents told)
{
    /// <returns>What is wrong first; null: nothing.</returns>
    internal string? Difference(FeedReader reader)
    {
        var all = reader.Segments.SelectMany(segment => segment.Messages).ToList();
        var odd = all.Find(message => ToldEvent.StreamOf(message) is not { } stream || !told.Streams.ContainsKey(stream)
            || message.Text("coreServerId") != told.CoreServerId || message.Member("time")?.TryGetInt64(out _) != true);
        if (odd.ValueKind != JsonValueKind.Undefined)
        {
            return $"client {reader.Number} got {odd}";
        }

        if (all.Select(message => message.Text("eventId")).Distinct().Count() != all.Count)
        {
            return $"client {reader.Number} got an eventId twice";
        }

        if (reader.Wrong.Count > 0)
        {
            return $"client {reader.Number}: {reader.Wrong[0]}";
        }

        var came = reader.Segments.ConvertAll(segment => segment.Messages.ToLookup(ToldEvent.StreamOf, ToldEvent.TextOf));
        return told.Streams.Select(stream => Difference(reader, came, stream.Key, stream.Value)).OfType<string>().FirstOrDefault();
    }

    private static string? Difference(FeedReader reader, List<ILookup<string?, string>> came, string name, List<ToldEvent> stream)
    {
        var segments = reader.Segments.Select((segment, number) => Of(segment, came[number], name)).ToList();
        if (StreamCheck.WrongSegment(stream, segments, reader.HasLeft) is not { } wrong)
        {
            return null;
        }

        return Describe(new StringBuilder($"client {reader.Number}, {name}: "), segments, wrong, stream);
    }

    private static (ModelFilters Filters, List<string> Came, int? BeginMax) Of(
        FeedSegment segment, ILookup<string?, string> came, string name) =>
        (segment.Filters, [.. came[name]], segment.BegunBefore is { } begun ? begun.GetValueOrDefault(name) : null);

    private static string Describe(
        StringBuilder text, List<(ModelFilters Filters, List<string> Came, int? BeginMax)> segments, int wrong, List<ToldEvent> stream)
    {
        text.Append(Plain($"wrong in part {wrong + 1} of {segments.Count}\n"));
        for (var number = Math.Max(0, wrong - 1); number < Math.Min(segments.Count, wrong + 2); number++)
        {
            var (filters, came, beginMax) = segments[number];
            var begins = beginMax is { } max ? Plain($"up to event {max}") : "anywhere";
            text.Append(Plain($"part {number + 1}, filters [{filters}], begins {begins}: {came.Count} came\n"));
            came.ForEach(each => text.Append(Plain($"  {stream.FindIndex(told => told.Text == each)}: {each}\n")));
        }

        text.Append("brought about, and whether the wrong part's filters let it in:\n");
        for (var place = 0; place < stream.Count; place++)
        {
            text.Append(Plain($"  {place}: {segments[wrong].Filters.Passes(stream[place])} {stream[place].Text}\n"));
        }

        return text.ToString();
    }

    private static string Plain(FormattableString text) => FormattableString.Invariant(text);
}
