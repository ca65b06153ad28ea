using System.Collections.Immutable;
using System.Net;

namespace EventPlatform.Gateway.Security;

/// <summary>Client addresses that are let in. An empty list admits nobody.</summary>
internal sealed class AccessList
{
    private static readonly ImmutableArray<AddressRange> LoopbackRanges = Ranges("127.0.0.0/8", "::1");
    private readonly ImmutableArray<AddressRange> _ranges;

    private AccessList(ImmutableArray<AddressRange> ranges) => _ranges = ranges;

    /// <summary>The default of all doors.</summary>
    public static AccessList Loopback { get; } = new(LoopbackRanges);

    public static AccessList Nobody { get; } = new([]);

    /// <summary>Whether every entry lies within <c>127.0.0.0/8</c> or <c>::1</c>.</summary>
    public bool IsLoopbackOnly => _ranges.All(range => LoopbackRanges.Any(loopback => loopback.Contains(range)));

    /// <summary>Entries are addresses or CIDRs, see <see cref="AddressRange.TryParse"/>.</summary>
    /// <exception cref="FormatException">An entry is neither.</exception>
    public static AccessList Of(params string[] entries) => new(Ranges(entries));

    /// <summary>Whether an address is let in; an unknown one (null) never is.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        foreach (var range in _ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<AddressRange> Ranges(params string[] entries) => [.. entries.Select(Range)];

    private static AddressRange Range(string entry) =>
        AddressRange.TryParse(entry, out var range) ? range : throw new FormatException($"'{entry}' is neither address nor CIDR.");
}
