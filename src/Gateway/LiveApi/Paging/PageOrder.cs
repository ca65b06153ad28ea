using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>How a list goes on after a page, although objects were added and removed meanwhile: nothing comes twice.</summary>
internal abstract class PageOrder<T>
{
    /// <summary>The cursor of a page that ends with the item at <paramref name="last"/>.</summary>
    public abstract Cursor CursorAt(ImmutableArray<T> items, int last);

    /// <summary>Index of the first item behind the cursor.</summary>
    public abstract int StartAfter(ImmutableArray<T> items, Cursor after);
}
