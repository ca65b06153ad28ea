using System.Buffers.Text;
using System.Text.Json;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>Events as they are published (external-api.md 4) and as the feed tells them (event-feed.md 2).</summary>
internal static class FeedEvents
{
    private const int NumberDigits = 10;

    private static ReadOnlySpan<byte> NumberMember => "\"seq\":"u8;

    /// <summary>Makes every body 128 bytes long.</summary>
    private static ReadOnlySpan<byte> Text => "Caller waits since 12:04 UTC"u8;

    public static string TypeName(int type) => $"type{type:D3}";

    public static string UserName(int user) => $"user{user:D3}";

    public static string QueueName(int queue) => $"queue{queue:D3}";

    public static string ExtraName(int extra) => $"extra{extra:D2}";

    public static string ClassName(int number) => $"class{number}";

    /// <summary>Publishes an event.</summary>
    /// <param name="message">Where it is written.</param>
    /// <param name="facts">What it says; its number is the tid.</param>
    /// <param name="class">The number of its class.</param>
    public static void Publish(MessageBuffer message, FeedFacts facts, int @class)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send\",\"data\":{\"class\":\"class"u8).Number(@class);
        message.Raw("\",\"type\":\"type"u8).Number(facts.Type, 3).Raw("\",\"body\":{"u8);
        message.Raw(NumberMember).Number(facts.Number);
        message.Raw(",\"username\":\"user"u8).Number(facts.User, 3);
        message.Raw("\",\"queue\":\"queue"u8).Number(facts.Queue, 3);
        message.Raw("\",\"extension\":"u8).Number(FeedFacts.FirstExtension + facts.Extension);
        message.Raw(",\"extra"u8).Number(facts.Extra, 2).Raw("\":true,\"text\":\""u8).Raw(Text);
        message.Raw("\"}},\"tid\":"u8).Number(facts.Number).Raw("}"u8);
    }

    /// <summary>Finds the number of a delivered event without reading the rest of it.</summary>
    /// <returns>-1: it has none.</returns>
    public static long NumberOf(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf(NumberMember);
        return at >= 0 && Utf8Parser.TryParse(message[(at + NumberMember.Length)..], out long number, out var digits)
            && digits == NumberDigits ? number : -1;
    }

    /// <summary>Reads all of a delivered event.</summary>
    /// <param name="message">The message.</param>
    /// <param name="facts">What was published.</param>
    /// <param name="class">In which class.</param>
    /// <returns>The name of the first property that is wrong or missing; null: it is all there, and nothing else.</returns>
    public static string? WrongPropertyOf(ReadOnlySpan<byte> message, FeedFacts facts, int @class)
    {
        Dictionary<string, Func<JsonElement, bool>> rules = new(StringComparer.Ordinal)
        {
            ["eventId"] = value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
            ["time"] = value => value.TryGetInt64(out _),
            ["coreServerId"] = value => value.TryGetGuid(out _),
            ["type"] = Is(TypeName(facts.Type)),
            ["class"] = Is(ClassName(@class)),
            ["subclass"] = IsNull,
            ["objId"] = IsNull,
            ["service"] = Is("default"),
            ["userLoginId"] = value => value.TryGetGuid(out _),
            ["username"] = Is(UserName(facts.User)),
            ["seq"] = value => value.TryGetInt64(out var number) && number == facts.Number,
            ["queue"] = Is(QueueName(facts.Queue)),
            ["extension"] = value => value.TryGetInt32(out var number) && number == FeedFacts.FirstExtension + facts.Extension,
            [ExtraName(facts.Extra)] = value => value.ValueKind == JsonValueKind.True,
            ["text"] = value => value.ValueEquals(Text),
        };
        try
        {
            using var document = JsonDocument.Parse(message.ToArray());
            foreach (var property in document.RootElement.EnumerateObject())
            {
                // What was told once is not expected again.
                if (!rules.Remove(property.Name, out var isRight) || !isRight(property.Value))
                {
                    return property.Name;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return exception.Message;
        }

        return rules.Keys.FirstOrDefault();
    }

    private static Func<JsonElement, bool> Is(string text) => value => value.ValueEquals(text);

    private static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;
}
