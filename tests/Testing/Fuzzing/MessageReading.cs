using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>A message as either side must read it: the judge of tests, written apart from the server's own reading.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Tid">Of requests and responses: the tid as it was written; of acks what is acknowledged.</param>
/// <param name="Command">Of requests: class, subclass (or <c>core</c>) and cmd with slashes; <c>?</c> for what is no text.</param>
/// <param name="Result">Of responses: the result, when it is text.</param>
/// <param name="Data">The data as it was written; empty: none.</param>
public sealed record MessageReading(MessageKind Kind, string Tid = "", string Command = "", string Result = "", string Data = "")
{
    /// <summary>Levels of nesting that are still JSON.</summary>
    public const int DepthMax = 64;

    /// <summary>Whether a connection ends with it.</summary>
    public bool IsFatal => Kind < MessageKind.Request;

    public static MessageReading Of(ReadOnlySpan<byte> message)
    {
        if (!Utf8.IsValid(message))
        {
            return new(MessageKind.NotJson);
        }

        try
        {
            return JsonMembers.TryRead(message, DepthMax, out var members) ? Recognise(members) : new(MessageKind.NoMessage);
        }
        catch (JsonException)
        {
            return new(MessageKind.NotJson);
        }
    }

    /// <summary>The code of an error; null: there is none that is an integer.</summary>
    public int? ErrorCode => Member("code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var value) ? value : null;

    public string? ErrorText => Member("error") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private JsonElement? Member(string name)
    {
        if (!Data.StartsWith('{'))
        {
            return null;
        }

        using var document = JsonDocument.Parse(Data, new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }

    private static MessageReading Recognise(Dictionary<string, string> members)
    {
        var data = members.GetValueOrDefault("data", "");
        if (members.TryGetValue("tid", out var tid)
            && members.TryGetValue("class", out var name)
            && members.TryGetValue("cmd", out var cmd))
        {
            var subclass = members.GetValueOrDefault("subclass", "\"core\"");
            return new(MessageKind.Request, tid, $"{Text(name)}/{Text(subclass)}/{Text(cmd)}", Data: data);
        }

        if (tid is not null && members.TryGetValue("result", out var result))
        {
            return new(MessageKind.Response, tid, Result: Text(result), Data: data);
        }

        return members.TryGetValue("ack", out var ack) ? new(MessageKind.Ack, ack) : new(MessageKind.NoMessage);
    }

    /// <summary>A string's meaning, an integer's text.</summary>
    private static string Text(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => JsonTokens.Meaning(ref reader),
            JsonTokenType.Number => json,
            _ => "?",
        };
    }
}
