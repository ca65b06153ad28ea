using System.Text;
using System.Text.Json;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>The members of an object as they were written, whatever their names.</summary>
public static class JsonMembers
{
    /// <param name="json">UTF-8.</param>
    /// <param name="depthMax">Levels of nesting that are still JSON.</param>
    /// <param name="members">By name what each holds; of equal names the last.</param>
    /// <returns>False: it is JSON, but no object.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool TryRead(ReadOnlySpan<byte> json, int depthMax, out Dictionary<string, string> members)
    {
        members = [];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depthMax });
        reader.Read();
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read())
        {
            if (isObject && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                var name = JsonTokens.Meaning(ref reader);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                members[name] = Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
            }
        }

        return isObject;
    }
}
