using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Bodies that are not as they should be.</summary>
internal static class Bodies
{
    /// <summary>Stands for half a surrogate pair, which no text of this program can hold when it is written as JSON.</summary>
    internal const string LoneSurrogate = "<lone surrogate>";

    internal static string Text(JsonNode body) => body.ToJsonString().Replace(Escaped, "\\uD800", StringComparison.Ordinal);

    private static readonly string Escaped = JsonEncodedText.Encode(LoneSurrogate).Value;

    /// <summary>Mostly as it is; else with a member lost, odd or unknown, or no object at all.</summary>
    internal static string Spoil(Chance chance, JsonObject body)
    {
        switch (chance.Below(40))
        {
            case 0:
                return chance.Of(["", "{", "{\"name\":}", "nul"]);
            case 1:
                return chance.Of(["[]", "\"text\"", "7"]);
            case 2 when body.Count > 0:
                body.Remove(body.ElementAt(chance.Below(body.Count)).Key);
                break;
            case 3 when body.Count > 0:
                body[body.ElementAt(chance.Below(body.Count)).Key] = chance.Odd();
                break;
            case 4:
                body["colour"] = "red";
                break;
        }

        return Text(body);
    }
}
