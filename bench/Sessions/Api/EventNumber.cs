using System.Text.Json;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>Reads what a delivered event says (external-api.md 5), see <see cref="Requests.Publish"/>.</summary>
internal static class EventNumber
{
    /// <param name="data">Data of the event: class, type, body, and nothing that was not published.</param>
    /// <returns>-1: it is no event that was published here.</returns>
    public static long Read(ReadOnlySpan<byte> data)
    {
        var (number, isText, isClass, isType, hasOther) = (-1L, false, false, false, false);
        var reader = new Utf8JsonReader(data.IsEmpty ? "{}"u8 : data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("class"u8))
            {
                isClass = reader.Read() && reader.ValueTextEquals("bench"u8);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                isType = reader.Read() && reader.ValueTextEquals("number"u8);
            }
            else if (reader.ValueTextEquals("body"u8))
            {
                isText = TryReadBody(ref reader, out number);
            }
            else
            {
                hasOther = true;
                reader.Skip();
            }
        }

        return isClass && isType && isText && !hasOther ? number : -1;
    }

    // {"number":N,"text":TEXT}
    private static bool TryReadBody(ref Utf8JsonReader reader, out long number)
    {
        number = -1;
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.ValueTextEquals("number"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number)
            && reader.Read() && reader.ValueTextEquals("text"u8)
            && reader.Read() && reader.ValueTextEquals(Requests.EventText)
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
