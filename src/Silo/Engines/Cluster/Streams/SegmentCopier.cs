using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;

namespace EventPlatform.Silo.Streams;

/// <summary>Copies segments of bytes at once, as <see cref="SegmentCodec{T}"/> writes them.</summary>
internal sealed class SegmentCopier<T>(IDeepCopier<T> elements) : IDeepCopier<ArraySegment<T>>
{
    private readonly ArraySegmentCopier<T> _others = new(elements);

    public ArraySegment<T> DeepCopy(ArraySegment<T> input, CopyContext context) =>
        typeof(T) == typeof(byte) && input.Array is not null ? new ArraySegment<T>(input.ToArray()) : _others.DeepCopy(input, context);
}
