using System.Globalization;
using System.Text;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>What a client asks of a list: <c>?limit=</c> 1 to 1000, else everything; <c>?after=</c> from a link.</summary>
internal sealed record PageRequest(int? Limit, string? After)
{
    private const int LimitMax = 1_000;

    /// <summary>The answer to an <see cref="After"/> that is no cursor.</summary>
    public static Problem WrongAfter { get; } = Problem.Wrong("after", "must be taken from a link to the next page");

    public static Found<PageRequest> Of(IQueryCollection query)
    {
        int? limit = null;
        if (query.TryGetValue("limit", out var text))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > LimitMax)
            {
                return Problem.Wrong("limit", "must be an integer from 1 to 1000");
            }

            limit = value;
        }

        return new PageRequest(limit, query.TryGetValue("after", out var after) ? after.ToString() : null);
    }

    /// <summary>The value of <c>Link</c>; null on the last page. Other parameters of the request stay.</summary>
    public string? LinkTo(Exchange exchange, string? next)
    {
        if (next is null)
        {
            return null;
        }

        var link = new StringBuilder("<").Append(exchange.Path)
            .Append(CultureInfo.InvariantCulture, $"?limit={Limit}&after={next}");
        foreach (var (name, values) in exchange.Context.Request.Query)
        {
            foreach (var value in name is "limit" or "after" ? default : values)
            {
                link.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value ?? ""));
            }
        }

        return link.Append(">; rel=\"next\"").ToString();
    }
}
