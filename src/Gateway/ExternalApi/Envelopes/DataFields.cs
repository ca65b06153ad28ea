using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Envelopes;

/// <summary>The members of a request's data in the order they were sent; reused from request to request.</summary>
internal sealed class DataFields
{
    /// <summary>Room that is kept; more is only held for the request that needs it.</summary>
    private const int KeptMax = 32;

    private DataField[] _fields = [];
    private int _count;

    public ReadOnlySpan<DataField> Items => _fields.AsSpan(0, _count);

    public void Clear()
    {
        _count = 0;
        if (_fields.Length > KeptMax)
        {
            _fields = [];
        }
    }

    public void Add(DataField field)
    {
        if (_count == _fields.Length)
        {
            Array.Resize(ref _fields, Math.Max(8, _count * 2));
        }

        _fields[_count++] = field;
    }

    /// <summary>A member by its name; of equal ones the last.</summary>
    public JsonSlice Find(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        for (var index = _count - 1; index >= 0; index--)
        {
            if (IsNamed(_fields[index].Name.In(message), name))
            {
                return _fields[index].Value;
            }
        }

        return default;
    }

    /// <summary>Whether a name as it was written, with its quotes, stands for a name without escapes.</summary>
    internal static bool IsNamed(ReadOnlySpan<byte> quoted, ReadOnlySpan<byte> name)
    {
        return quoted[1..^1].SequenceEqual(name)
            || (quoted.Contains((byte)'\\') && JsonText.TryText(quoted, out var text) && text.SequenceEqual(name));
    }
}
