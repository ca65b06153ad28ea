using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace EventPlatform.Silo.Streams;

/// <summary>
/// Writes segments of bytes as what they are. Memory streams carry their payload in one, and Orleans' own codec writes a field for each
/// element. Open generic, because codecs are looked up by the generic type; other elements go Orleans' way.
/// </summary>
internal sealed class SegmentCodec<T>(IFieldCodec<T> elements) : IFieldCodec<ArraySegment<T>>
{
    private readonly ArraySegmentCodec<T> _others = new(elements);

    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, ArraySegment<T> value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (typeof(T) != typeof(byte))
        {
            _others.WriteField(ref writer, fieldIdDelta, expectedType!, value);
            return;
        }

        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType!, typeof(ArraySegment<T>), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)value.Count);
        writer.Write(MemoryMarshal.CreateReadOnlySpan(ref FirstByte(value), value.Count));
    }

    public ArraySegment<T> ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (typeof(T) != typeof(byte))
        {
            return _others.ReadValue(ref reader, field);
        }

        field.EnsureWireType(WireType.LengthPrefixed);
        ReferenceCodec.MarkValueField(reader.Session);
        var bytes = reader.ReadBytes(reader.ReadVarUInt32());
        return new ArraySegment<T>(Unsafe.As<T[]>(bytes));
    }

    private static ref byte FirstByte(ArraySegment<T> value) =>
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(value.AsSpan()));
}
