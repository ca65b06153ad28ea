using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Gateway.LiveApi.Paging;

/// <summary>Where a page ended; opaque to clients: count u8, ids of 16 bytes, position i32, text, in base64url.</summary>
/// <param name="Ids">The last objects, the very last one first.</param>
/// <param name="Position">Position of the very last one.</param>
/// <param name="Text">Its place among sorted ones.</param>
internal sealed record Cursor(ImmutableArray<Guid> Ids, int Position, string Text)
{
    private const int IdBytes = 16;

    /// <summary>Null when the text is no cursor.</summary>
    public static Cursor? Read(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length == 0 || bytes.Length < 1 + (bytes[0] * IdBytes) + sizeof(int))
        {
            return null;
        }

        var ids = new Guid[bytes[0]];
        for (var index = 0; index < ids.Length; index++)
        {
            ids[index] = new Guid(bytes.AsSpan(1 + (index * IdBytes), IdBytes));
        }

        var rest = bytes.AsSpan(1 + (ids.Length * IdBytes));
        var position = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        return position >= 0 && Utf8.IsValid(rest) ? new Cursor([.. ids], position, Encoding.UTF8.GetString(rest)) : null;
    }

    public override string ToString()
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var bytes = new byte[1 + (Ids.Length * IdBytes) + sizeof(int) + text.Length];
        bytes[0] = (byte)Ids.Length;
        for (var index = 0; index < Ids.Length; index++)
        {
            Ids[index].TryWriteBytes(bytes.AsSpan(1 + (index * IdBytes)));
        }

        var rest = bytes.AsSpan(1 + (Ids.Length * IdBytes));
        BinaryPrimitives.WriteInt32LittleEndian(rest, Position);
        text.CopyTo(rest[sizeof(int)..]);
        return Base64Url.EncodeToString(bytes);
    }
}
