using System.Text;
using System.Text.Json;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>A message of the server, as far as it is looked at: its kind, its tid and its data as they were sent.</summary>
internal readonly ref struct ApiMessage
{
    private const int TextCharsMax = 200;
    private readonly ReadOnlySpan<byte> _text;

    private ApiMessage(ReadOnlySpan<byte> text, Members members)
    {
        _text = text;
        Kind = members.Kind();
        Tid = members.Tid;
        Class = members.Class;
        Data = members.Data;
    }

    public ApiMessageKind Kind { get; }

    /// <summary>An integer; all tids here are.</summary>
    public long Tid { get; }

    /// <summary>Of a request, as it was sent, without quotes.</summary>
    public ReadOnlySpan<byte> Class { get; }

    /// <summary>JSON; empty: there is none.</summary>
    public ReadOnlySpan<byte> Data { get; }

    public static ApiMessage Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return new ApiMessage(text, Members.Read(text));
        }
        catch (JsonException)
        {
            return new ApiMessage(text, default);
        }
    }

    /// <summary>The begin of it, for people.</summary>
    public string Excerpt()
    {
        var text = Encoding.UTF8.GetString(_text[..Math.Min(_text.Length, TextCharsMax)]);
        return text.Length < TextCharsMax ? text : $"{text}...";
    }

    private ref struct Members
    {
        private bool _isOk;
        private bool _isError;
        private bool _isAck;
        private bool _hasTid;

        public long Tid { get; private set; }

        public ReadOnlySpan<byte> Class { get; private set; }

        public ReadOnlySpan<byte> Data { get; private set; }

        public static Members Read(ReadOnlySpan<byte> text)
        {
            var members = default(Members);
            var reader = new Utf8JsonReader(text);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    members.Take(ref reader, text);
                }

                // Behind the object there may be nothing.
                reader.Read();
            }

            return members;
        }

        public readonly ApiMessageKind Kind() => this switch
        {
            { _isAck: true } => ApiMessageKind.Ack,
            { _hasTid: false } => ApiMessageKind.Invalid,
            { _isOk: true } => ApiMessageKind.Ok,
            { _isError: true } => ApiMessageKind.Error,
            { Class.IsEmpty: false } => ApiMessageKind.Request,
            _ => ApiMessageKind.Invalid,
        };

        private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
        {
            if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                _isOk = reader.ValueTextEquals("ok"u8);
                _isError = reader.ValueTextEquals("error"u8);
            }
            else if (reader.ValueTextEquals("tid"u8))
            {
                _hasTid = TakeTid(ref reader);
            }
            else if (reader.ValueTextEquals("ack"u8))
            {
                _isAck = TakeTid(ref reader);
            }
            else if (reader.ValueTextEquals("class"u8))
            {
                reader.Read();
                Class = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
            }
            else
            {
                var isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Data = isData ? text[start..(int)reader.BytesConsumed] : Data;
            }
        }

        private bool TakeTid(ref Utf8JsonReader reader)
        {
            reader.Read();
            var isTid = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var tid);
            Tid = isTid ? reader.GetInt64() : 0;
            return isTid;
        }
    }
}
