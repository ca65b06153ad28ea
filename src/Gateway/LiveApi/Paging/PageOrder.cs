using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>How a list goes on after a page, although objects were added and removed meanwhile: nothing comes twice.</summary>
internal abstract class PageOrder<T>
{
    /// <summary>The cursor of a page that ends with the item at <paramref name="last"/>.</summary>
    public abstract Cursor CursorAt(ImmutableArray<T> items, int last);

    /// <summary>Index of the first item behind the cursor.</summary>
    public abstract int StartAfter(ImmutableArray<T> items, Cursor after);

    /// <summary>The page of a list that is asked for, and the cursor of the next one if any; null: its <c>after</c> is none.</summary>
    public (ImmutableArray<T> Items, string? Next)? PageOf(ImmutableArray<T> items, PageRequest asked)
    {
        var start = 0;
        if (asked.After is not null)
        {
            if (Cursor.Read(asked.After) is not { } after)
            {
                return null;
            }

            start = StartAfter(items, after);
        }

        var count = Math.Min(asked.Limit ?? int.MaxValue, items.Length - start);
        var end = start + count;
        var next = count > 0 && end < items.Length ? CursorAt(items, end - 1).ToString() : null;
        return (count == items.Length ? items : items.Slice(start, count), next);
    }
}
