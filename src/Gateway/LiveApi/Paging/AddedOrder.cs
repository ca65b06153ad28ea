using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>The order in which objects were added.</summary>
internal sealed class AddedOrder<T>(Func<T, Guid> id) : PageOrder<T>
{
    public override Cursor CursorAt(ImmutableArray<T> items, int last) => new(Anchors.Take(IdsOf(items), last), last, "");

    public override int StartAfter(ImmutableArray<T> items, Cursor after) => Anchors.Resume(IdsOf(items), after).Index;

    private Guid[] IdsOf(ImmutableArray<T> items) => [.. items.Select(id)];
}
