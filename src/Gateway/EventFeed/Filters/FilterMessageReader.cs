using System.Text;
using System.Text.Json;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>Reads what a client sends; the first failure in the order of docs/protocols/event-feed.md, 3 decides.</summary>
internal static class FilterMessageReader
{
    private static readonly byte[] Null = "null"u8.ToArray();

    /// <param name="message">A text frame; what is kept of it is copied.</param>
    public static FilterMessage Read(ReadOnlySpan<byte> message)
    {
        // A colon where the misprint has it is never valid JSON, so the plain reading needs no try first.
        if (MisprintedShape.Correct(message) is { } corrected && TryReadObject(corrected, out var envelope, out _))
        {
            return Read(envelope, corrected);
        }

        return TryReadObject(message, out envelope, out var error)
            ? Read(envelope, message)
            : new FilterMessage(Null, null, $"Invalid JSON: {error}");
    }

    private static FilterMessage Read(Envelope envelope, ReadOnlySpan<byte> message)
    {
        var id = envelope.CorrelationId;
        var error = CheckEnvelope(envelope, message);
        FilterSet? set = null;
        if (error is null)
        {
            set = FilterListReader.Read(envelope.Filters.In(message), out error);
        }

        return new FilterMessage(id.IsGiven ? id.In(message).ToArray() : Null, set, error);
    }

    private static string? CheckEnvelope(Envelope envelope, ReadOnlySpan<byte> message)
    {
        if (envelope.Type.Token != JsonTokenType.String)
        {
            return "Missing property: type";
        }

        var type = JsonStrings.Text(envelope.Type.In(message)[1..^1]);
        if (!type.SequenceEqual("filter"u8))
        {
            return $"Unknown message type '{Encoding.UTF8.GetString(type)}'.";
        }

        return envelope.Filters.Token switch
        {
            JsonTokenType.None or JsonTokenType.Null => "Missing property: filters",
            JsonTokenType.StartArray => null,
            _ => "Invalid property: filters must be a list.",
        };
    }

    /// <summary>Reads all of a message. The framework's reader has no other way to say what is wrong than to throw; it ends here.</summary>
    private static bool TryReadObject(ReadOnlySpan<byte> message, out Envelope envelope, out string error)
    {
        envelope = default;
        error = "";
        if (message.IsEmpty)
        {
            error = "the message is empty.";
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(message);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMembers(ref reader, ref envelope);
            }
            else
            {
                error = "the message is no object.";
                reader.Skip();
            }

            // Nothing may follow.
            reader.Read();
            return error.Length == 0;
        }
        catch (JsonException exception)
        {
            error = exception.Message;
            return false;
        }
    }

    private static void ReadMembers(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonStrings.Text(reader.ValueSpan);
            var value = JsonSlice.Take(ref reader);
            if (name.SequenceEqual("type"u8))
            {
                envelope.Type = value;
            }
            else if (name.SequenceEqual("correlationId"u8))
            {
                envelope.CorrelationId = value;
            }
            else if (name.SequenceEqual("filters"u8))
            {
                envelope.Filters = value;
            }
        }
    }

    /// <summary>Where the members of a message are; of a repeated one the last.</summary>
    private struct Envelope
    {
        public JsonSlice Type;
        public JsonSlice CorrelationId;
        public JsonSlice Filters;
    }
}
