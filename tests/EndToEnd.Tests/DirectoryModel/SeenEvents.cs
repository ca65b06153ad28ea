namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What came at the doors since they were asked last.</summary>
/// <param name="Lines">Of each connection of the Status interface.</param>
/// <param name="Feed">In canonical form, without base properties.</param>
/// <param name="Api">In canonical form.</param>
internal sealed record SeenEvents(List<string>[] Lines, List<string> Feed, List<string> Api)
{
    /// <summary>What differs from what had to come; null: nothing.</summary>
    internal string? Difference(List<ModelEvent> expected)
    {
        var lines = expected.Select(each => each.Line).OfType<string>().ToList();
        var differences = Lines.Select((seen, connection) => Difference($"Status connection {connection}", lines, seen))
            .Append(Difference("Feed", [.. expected.Select(each => each.Feed).OfType<string>()], Feed))
            .Append(Difference("External API", [.. expected.Select(each => each.Api).OfType<string>()], Api))
            .OfType<string>()
            .ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static string? Difference(string door, List<string> expected, List<string> seen) => expected.SequenceEqual(seen)
        ? null
        : $"{door}: expected\n  {string.Join("\n  ", expected)}\ngot\n  {string.Join("\n  ", seen)}";
}
