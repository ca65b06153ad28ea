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
        var at = JsonScanner.SkipSpace(Span, 0);
        if (!JsonScanner.Is(Span, at, (byte)'{'))
        {
            return JsonScanner.TryTake(Span, ref at, depth: 0, out _) && at == Span.Length ? EnvelopeKind.Unknown : EnvelopeKind.NotJson;
        }

        return TryReadObject(Span, ref at, isData: false) && JsonScanner.SkipSpace(Span, at) == Span.Length
            ? Recognise()
            : EnvelopeKind.NotJson;
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

    /// <summary>Takes the members of the message, or of its data.</summary>
    /// <param name="message">The message.</param>
    /// <param name="at">In: the brace. Out: behind the other.</param>
    /// <param name="isData">Whether it is data.</param>
    /// <returns>False: it is no JSON.</returns>
    private bool TryReadObject(ReadOnlySpan<byte> message, ref int at, bool isData)
    {
        at = JsonScanner.SkipSpace(message, at + 1);
        if (JsonScanner.Is(message, at, (byte)'}'))
        {
            at++;
            return true;
        }

        while (JsonScanner.TryTakeName(message, ref at, out var name)
            && (isData ? TryTakeField(message, ref at, name) : TryTakeMember(message, ref at, name)))
        {
            if (JsonScanner.Is(message, at, (byte)'}'))
            {
                at++;
                return true;
            }

            if (!JsonScanner.Is(message, at, (byte)','))
            {
                return false;
            }

            at = JsonScanner.SkipSpace(message, at + 1);
        }

        return false;
    }

    private bool TryTakeField(ReadOnlySpan<byte> message, ref int at, JsonSlice name)
    {
        if (!JsonScanner.TryTake(message, ref at, depth: 2, out var value))
        {
            return false;
        }

        Fields.Add(new DataField(name, value));
        return true;
    }

    private bool TryTakeMember(ReadOnlySpan<byte> message, ref int at, JsonSlice name)
    {
        // What has half a surrogate pair is none of the names.
        _ = JsonText.TryText(name.In(message), out var text);
        if (text.SequenceEqual("data"u8))
        {
            return TryTakeData(message, ref at);
        }

        if (!JsonScanner.TryTake(message, ref at, depth: 1, out var value))
        {
            return false;
        }

        if (text.SequenceEqual("class"u8))
        {
            Class = value;
        }
        else if (text.SequenceEqual("cmd"u8))
        {
            Cmd = value;
        }
        else if (text.SequenceEqual("tid"u8))
        {
            Tid = value;
        }
        else if (text.SequenceEqual("subclass"u8))
        {
            Subclass = value;
        }
        else if (text.SequenceEqual("result"u8))
        {
            Result = value;
        }
        else if (text.SequenceEqual("ack"u8))
        {
            Ack = value;
        }

        return true;
    }

    private bool TryTakeData(ReadOnlySpan<byte> message, ref int at)
    {
        Fields.Clear();
        var start = JsonScanner.SkipSpace(message, at);
        if (!JsonScanner.Is(message, start, (byte)'{'))
        {
            var isTaken = JsonScanner.TryTake(message, ref at, depth: 1, out var value);
            Data = value;
            return isTaken;
        }

        at = start;
        if (!TryReadObject(message, ref at, isData: true))
        {
            return false;
        }

        Data = new JsonSlice(start, at - start, JsonTokenType.StartObject);
        at = JsonScanner.SkipSpace(message, at);
        return true;
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
