using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>By name, then by id, both ordinal.</summary>
internal sealed class NameOrder<T>(Func<T, (string Name, string Id)> key) : PageOrder<T>
{
    // No name has U+0000.
    private const char Border = '\0';

    public ImmutableArray<T> Sort(IEnumerable<T> items) => [.. items.OrderBy(key, Comparer<(string, string)>.Create(Compare))];

    public override Cursor CursorAt(ImmutableArray<T> items, int last)
    {
        var (name, id) = key(items[last]);
        return new Cursor([], last, name + Border + id);
    }

    public override int StartAfter(ImmutableArray<T> items, Cursor after)
    {
        var border = after.Text.IndexOf(Border);
        var place = border < 0 ? (after.Text, "") : (after.Text[..border], after.Text[(border + 1)..]);
        var index = 0;
        while (index < items.Length && Compare(key(items[index]), place) <= 0)
        {
            index++;
        }

        return index;
    }

    private static int Compare((string Name, string Id) left, (string Name, string Id) right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        return byName != 0 ? byName : string.CompareOrdinal(left.Id, right.Id);
    }
}
