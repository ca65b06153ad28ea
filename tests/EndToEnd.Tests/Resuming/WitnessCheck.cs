using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>Whether the witness was told what was published and set: all that was answered, once, in order, without a gap.</summary>
internal static class WitnessCheck
{
    /// <returns>The first thing that is wrong; null: nothing.</returns>
    internal static string? Problem(IReadOnlyList<ToldEvent> told, EventLoad load)
    {
        if (told.FirstOrDefault(each => each.Type == "gap") is { } gap)
        {
            return $"{gap}";
        }

        if (told.Where(each => each.Type != "userStatus").GroupBy(each => each).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"told twice: {twice.Key}";
        }

        var published = told.Where(each => each.Order != ToldEvent.Platform)
            .GroupBy(each => (each.Json.Text(PublishedEvent.Publisher)!, each.Order))
            .ToDictionary(order => order.Key, order => order.Select(each => each.Json.Number(PublishedEvent.Number)!.Value).ToList());
        foreach (var (publisher, count) in load.Published)
        {
            var numbers = published.GetValueOrDefault(publisher, []);
            if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(number => (long)number))
                || numbers.Count < count.Accepted
                || numbers.Count > count.Sent)
            {
                return $"of {publisher} {count.Accepted} to {count.Sent} had to come, but came {string.Join(' ', numbers)}";
            }
        }

        var notes = told.Where(each => each.Type == "extensionNote").Select(each => each.Json.Text("note")!).ToHashSet();
        return load.Sets.FirstOrDefault(set => set.Value && !notes.Contains(set.Key)) is { Key: { } note } ? $"no event of {note}" : null;
    }
}
