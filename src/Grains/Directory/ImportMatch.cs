namespace EventPlatform.Grains.Directory;

/// <summary>How the elements of a list and the objects that are there belong together.</summary>
internal static class ImportMatch
{
    /// <summary>
    /// What each element is: the object with its id; without an id that of its name, unless another element has that one's id; else null,
    /// as it is new.
    /// </summary>
    /// <param name="there">The objects.</param>
    /// <param name="listed">Id, if given, and name of each element.</param>
    /// <param name="keyOf">Id and name of an object.</param>
    internal static T?[] Of<T>(
        IReadOnlyCollection<T> there, IReadOnlyCollection<(Guid? Id, string? Name)> listed, Func<T, (Guid Id, string Name)> keyOf)
        where T : class
    {
        var byId = there.ToDictionary(one => keyOf(one).Id);
        var byName = there.ToDictionary(one => keyOf(one).Name, StringComparer.Ordinal);
        foreach (var (id, _) in listed)
        {
            if (id is { } claimed && byId.TryGetValue(claimed, out var one))
            {
                byName.Remove(keyOf(one).Name);
            }
        }

        return [.. listed.Select(element => element switch
        {
            { Id: { } id } => byId.GetValueOrDefault(id),
            { Name: { } name } => byName.GetValueOrDefault(name),
            _ => null,
        })];
    }

    /// <summary>The order of what is there afterwards: what stays in its order, then what is new in the document's.</summary>
    internal static IEnumerable<T> Ordered<T>(IReadOnlyCollection<T> there, IReadOnlyCollection<T> after, Func<T, Guid> idOf)
    {
        var byId = after.ToDictionary(idOf);
        foreach (var one in there)
        {
            if (byId.Remove(idOf(one), out var kept))
            {
                yield return kept;
            }
        }

        foreach (var one in after.Where(one => byId.ContainsKey(idOf(one))))
        {
            yield return one;
        }
    }
}
