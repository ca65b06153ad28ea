using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>What a feed URL asks for (docs/protocols/event-feed.md, 5).</summary>
/// <param name="Filters">The filters from the start.</param>
/// <param name="Since">The event after which to resume; null: not asked for.</param>
internal sealed record FeedQuery(FilterSet Filters, string? Since)
{
    /// <summary>What is said when it cannot be read.</summary>
    public const string Refused = "Invalid filter.";

    /// <param name="query">Without its question mark, as sent.</param>
    /// <returns>null: a filter without a colon or name, or too many.</returns>
    public static FeedQuery? Read(string query)
    {
        var entries = new List<FilterEntry>();
        string? since = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            switch (pair.DecodeName().Span)
            {
                case "since":
                    since = pair.DecodeValue().ToString();
                    break;
                case "filter":
                    var filter = pair.DecodeValue().Span;
                    var colon = filter.IndexOf(':');
                    if (colon <= 0 || entries.Count == FilterSet.CountMax)
                    {
                        return null;
                    }

                    entries.Add(new FilterEntry(Bytes(filter[..colon]), Bytes(filter[(colon + 1)..])));
                    break;
            }
        }

        return new FeedQuery(FilterSet.Of(entries), since);
    }

    private static byte[] Bytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
