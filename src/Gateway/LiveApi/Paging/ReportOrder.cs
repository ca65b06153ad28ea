using System.Collections.Immutable;
using System.Text;
using EventPlatform.Gateway.LiveApi.Live;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>
/// Extensions of many tenants: tenants in the order they were added, within them by number, fewer UTF-8 bytes first, then by bytes
/// (docs/protocols/status-interface.md, 2).
/// </summary>
internal sealed class ReportOrder : PageOrder<ExtensionRow>
{
    public static ReportOrder Instance { get; } = new();

    public override Cursor CursorAt(ImmutableArray<ExtensionRow> items, int last)
    {
        var tenants = TenantsOf(items);
        var tenant = items[last].Extension.Tenant.Id;
        var position = tenants.IndexOf(tenant);
        return new Cursor(Anchors.Take(tenants, position), position, items[last].Extension.Number);
    }

    public override int StartAfter(ImmutableArray<ExtensionRow> items, Cursor after)
    {
        var tenants = TenantsOf(items);
        var (next, isExact) = Anchors.Resume(tenants, after);
        var behind = next < tenants.Count ? tenants[next] : Guid.Empty;
        for (var index = 0; index < items.Length; index++)
        {
            var extension = items[index].Extension;
            var isInside = isExact && extension.Tenant.Id == after.Ids[0];
            if (extension.Tenant.Id == behind || (isInside && CompareNumbers(extension.Number, after.Text) > 0))
            {
                return index;
            }
        }

        return items.Length;
    }

    private static List<Guid> TenantsOf(ImmutableArray<ExtensionRow> items)
    {
        List<Guid> tenants = [];
        foreach (var item in items)
        {
            if (tenants.Count == 0 || tenants[^1] != item.Extension.Tenant.Id)
            {
                tenants.Add(item.Extension.Tenant.Id);
            }
        }

        return tenants;
    }

    private static int CompareNumbers(string left, string right)
    {
        var first = Encoding.UTF8.GetBytes(left);
        var second = Encoding.UTF8.GetBytes(right);
        return first.Length != second.Length ? first.Length - second.Length : first.AsSpan().SequenceCompareTo(second);
    }
}
