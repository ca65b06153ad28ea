using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>
/// A place in a list in which objects are added at the end and removed anywhere. The object at that place may be removed, so a cursor
/// holds those before it too: the first one that is still there tells where to go on.
/// </summary>
internal static class Anchors
{
    private const int CountMax = 16;

    /// <summary>The ids from <paramref name="last"/> backwards.</summary>
    public static ImmutableArray<Guid> Take(IReadOnlyList<Guid> ids, int last)
    {
        var taken = ImmutableArray.CreateBuilder<Guid>(CountMax);
        for (var index = last; index >= 0 && taken.Count < CountMax; index--)
        {
            taken.Add(ids[index]);
        }

        return taken.ToImmutable();
    }

    /// <summary>Index of the first id behind the cursor, and whether the very last object is still before it.</summary>
    public static (int Index, bool IsExact) Resume(IReadOnlyList<Guid> ids, Cursor after)
    {
        for (var anchor = 0; anchor < after.Ids.Length; anchor++)
        {
            for (var index = 0; index < ids.Count; index++)
            {
                if (ids[index] == after.Ids[anchor])
                {
                    return (index + 1, anchor == 0);
                }
            }
        }

        // All of them are gone, so no more than this many of those before the cursor can be left.
        return (Math.Clamp(after.Position + 1 - after.Ids.Length, 0, ids.Count), false);
    }
}
