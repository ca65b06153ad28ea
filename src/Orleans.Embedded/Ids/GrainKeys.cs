using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Keys as Orleans writes them: Guid as 32 hex digits, numbers in hex without leading zeros.</summary>
internal static class GrainKeys
{
    internal static IdSpan From(Guid key) => IdSpan.Create(key.ToString("N"));

    internal static IdSpan From(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    internal static Guid ToGuid(GrainId id) => Guid.TryParseExact(id.Key.ToString(), "N", out var key)
        ? key
        : throw new InvalidOperationException($"The key of grain {id} is not a Guid.");

    internal static long ToLong(GrainId id)
        => long.TryParse(id.Key.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"The key of grain {id} is not a number.");
}
