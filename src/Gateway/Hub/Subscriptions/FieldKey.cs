using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>The given ones of subclass, type and obj_id as one key.</summary>
internal static class FieldKey
{
    /// <summary>Longest key: three fields of 255 characters, each ended.</summary>
    public const int BytesMax = 3 * ((FieldCharactersMax * 4) + 1);

    /// <summary>Most keys are shorter; longer ones are looked up from the heap.</summary>
    public const int UsualBytes = 256;

    /// <summary>Characters of class, subclass, type and obj_id (external-api.md 2).</summary>
    public const int FieldCharactersMax = 255;

    public static ReadOnlySpan<byte> Write(
        Span<byte> space, EventParts given, ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> type, ReadOnlySpan<byte> objId)
    {
        var length = (given & EventParts.Subclass) != 0 ? KeyWriter.Part(space, 0, subclass) : 0;
        length = (given & EventParts.Type) != 0 ? KeyWriter.Part(space, length, type) : length;
        length = (given & EventParts.ObjId) != 0 ? KeyWriter.Part(space, length, objId) : length;
        return space[..length];
    }
}
