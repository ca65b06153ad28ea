using System.Text;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Envelopes;

/// <summary>
/// A message and where its parts are (external-api.md 2). One pass, no DOM; of equal names the last counts, unknown members are passed
/// over. One instance serves a connection: what it gives is valid until the next message is read.
/// </summary>
internal sealed class Envelope
{
    public ReadOnlyMemory<byte> Message { get; private set; }

    public JsonSlice Class { get; private set; }

    public JsonSlice Subclass { get; private set; }

    public JsonSlice Cmd { get; private set; }

    public JsonSlice Data { get; private set; }

    public JsonSlice Tid { get; private set; }

    public JsonSlice Result { get; private set; }

    public JsonSlice Ack { get; private set; }

    /// <summary>The members of data, if it is an object.</summary>
    public DataFields Fields { get; } = new();

    private ReadOnlySpan<byte> Span => Message.Span;

    /// <summary>Reads a message.</summary>
    /// <param name="message">UTF-8 that has been checked.</param>
    public EnvelopeKind Read(ReadOnlyMemory<byte> message)
    {
        Clear();
        Message = message;
        try
        {
            return TryReadMembers() ? Recognise() : EnvelopeKind.Unknown;
        }
        catch (JsonException)
        {
            // The reader has no other way to say it; the connection ends with it.
            return EnvelopeKind.NotJson;
        }
    }

    /// <summary>A value as it was written.</summary>
    public ReadOnlySpan<byte> Raw(JsonSlice slice) => slice.In(Span);

    /// <summary>A field of data.</summary>
    public JsonSlice Field(ReadOnlySpan<byte> name) => Fields.Find(Span, name);

    /// <summary>A value that is text, or an integer, which counts as its text.</summary>
    /// <returns>False: it is neither, or has half a surrogate pair.</returns>
    public bool TryText(JsonSlice slice, out ReadOnlySpan<byte> text)
    {
        text = default;
        switch (slice.Token)
        {
            case JsonTokenType.String:
                return JsonText.TryText(Raw(slice), out text);
            case JsonTokenType.Number:
                text = Raw(slice);
                return JsonText.IsInteger(text);
            default:
                return false;
        }
    }

    /// <summary>A value that is text or an integer; the default when it is not given or neither.</summary>
    public string TextOr(JsonSlice slice, string orElse) =>
        slice.IsGiven && TryText(slice, out var text) ? Encoding.UTF8.GetString(text) : orElse;

    /// <summary>Whether a value is this text, written as a string.</summary>
    public bool Is(JsonSlice slice, ReadOnlySpan<byte> text) =>
        slice.Token == JsonTokenType.String && DataFields.IsNamed(Raw(slice), text);

    private void Clear()
    {
        Class = Subclass = Cmd = Data = Tid = Result = Ack = default;
        Fields.Clear();
    }

    private bool TryReadMembers()
    {
        var reader = new Utf8JsonReader(Span);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // To tell what is no JSON from what is no object, all of it must be read.
            while (reader.Read())
            {
            }

            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Take(ref reader, NameOf(reader).In(Span));
        }

        return !reader.Read();
    }

    /// <summary>The name that was just read, with its quotes.</summary>
    private static JsonSlice NameOf(in Utf8JsonReader reader) =>
        new((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2, JsonTokenType.PropertyName);

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (DataFields.IsNamed(name, "data"u8))
        {
            Data = ReadData(ref reader);
            return;
        }

        var value = ReadValue(ref reader);
        if (DataFields.IsNamed(name, "class"u8))
        {
            Class = value;
        }
        else if (DataFields.IsNamed(name, "cmd"u8))
        {
            Cmd = value;
        }
        else if (DataFields.IsNamed(name, "tid"u8))
        {
            Tid = value;
        }
        else if (DataFields.IsNamed(name, "subclass"u8))
        {
            Subclass = value;
        }
        else if (DataFields.IsNamed(name, "result"u8))
        {
            Result = value;
        }
        else if (DataFields.IsNamed(name, "ack"u8))
        {
            Ack = value;
        }
    }

    private static JsonSlice ReadValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var token = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonSlice(start, (int)reader.BytesConsumed - start, token);
    }

    private JsonSlice ReadData(ref Utf8JsonReader reader)
    {
        Fields.Clear();
        reader.Read();
        var token = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (token != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new JsonSlice(start, (int)reader.BytesConsumed - start, token);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(reader);
            Fields.Add(new DataField(name, ReadValue(ref reader)));
        }

        return new JsonSlice(start, (int)reader.BytesConsumed - start, token);
    }

    private EnvelopeKind Recognise()
    {
        if (Class.IsGiven && Cmd.IsGiven && Tid.IsGiven)
        {
            return EnvelopeKind.Request;
        }

        if (Result.IsGiven && Tid.IsGiven)
        {
            return EnvelopeKind.Response;
        }

        return Ack.IsGiven ? EnvelopeKind.Ack : EnvelopeKind.Unknown;
    }
}
