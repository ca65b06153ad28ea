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

        return reader.Wrong.Count > 0
            ? $"client {reader.Number}: {reader.Wrong[0]}"
            : told.Streams.Select(stream => Difference(reader, stream.Key, stream.Value)).OfType<string>().FirstOrDefault();
    }

    private static string? Difference(FeedReader reader, string name, List<ToldEvent> stream)
    {
        var segments = reader.Segments
            .Select(segment => (
                segment.Filters,
                Came: segment.Messages.Where(message => ToldEvent.StreamOf(message) == name).Select(ToldEvent.TextOf).ToList(),
                BeginMax: segment.BegunBefore is { } begun ? begun.GetValueOrDefault(name) : (int?)null))
            .ToList();
        if (StreamCheck.WrongSegment(stream, segments, reader.HasLeft) is not { } wrong)
        {
            return null;
        }

        var text = new StringBuilder($"client {reader.Number}, {name}: wrong in part {wrong + 1} of {segments.Count}\n");
        for (var number = Math.Max(0, wrong - 1); number < Math.Min(segments.Count, wrong + 2); number++)
        {
            var (filters, came, beginMax) = segments[number];
            text.Append(Plain($"part {number + 1}, filters [{filters}], begins {(beginMax is null ? "anywhere" : $"up to event {beginMax}")}: "));
            text.Append(Plain($"{came.Count} came\n"));
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
