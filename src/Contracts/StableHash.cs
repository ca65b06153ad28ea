namespace EventPlatform.Contracts;

/// <summary>FNV-1a, 32 bits: the same on every machine and version, for what is stored or agreed between processes.</summary>
public static class StableHash
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(ReadOnlySpan<byte> bytes) => Add(OffsetBasis, bytes);

    /// <summary>Hash of the parts with a separator that no part contains.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => Add(Add(Add(OffsetBasis, first), [0]), second);

    private static uint Add(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
