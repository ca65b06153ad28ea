using System.Runtime.InteropServices;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.LiveApi.Documents;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>An event that a client publishes by REST; null = omitted, which a client may also write as <c>*</c>.</summary>
internal sealed record PublishedEvent(string Service, string Class, string? Subclass, string? Type, string? ObjId, byte[]? Body)
{
    /// <summary>As in the External API (docs/protocols/external-api.md, 2).</summary>
    private const int TextCharsMax = 255;

    /// <summary>What a block has room for beside the five texts.</summary>
    private const int BodyBytesMax = EventBlock.BytesMax - 8_192;

    public static PublishedEvent Read(ObjectReader reader, ILiveApiSettings settings)
    {
        if (!reader.Has("class"))
        {
            reader.Wrong("class", "is missing");
        }

        var name = TextOf(reader, "class");
        if (name is null)
        {
            reader.Wrong("class", "must not be *");
        }

        return new PublishedEvent(
            ServiceOf(reader, settings),
            name ?? "",
            TextOf(reader, "subclass"),
            TextOf(reader, "type"),
            TextOf(reader, "objId"),
            BodyOf(reader));
    }

    /// <summary>An event that is sent to a user or a session: <c>type</c> and <c>body</c> may be given.</summary>
    /// <param name="reader">The request's body.</param>
    /// <param name="service">Where its receivers are.</param>
    /// <param name="subclass">Which kind of receivers.</param>
    /// <param name="receiver">Their name; <c>*</c> is none (docs/protocols/external-api.md, 3).</param>
    public static PublishedEvent ReadSent(ObjectReader reader, string service, string subclass, string receiver) =>
        new(service, "core", subclass, TextOf(reader, "type"), receiver == "*" ? null : receiver, BodyOf(reader));

    private static string? TextOf(ObjectReader reader, string name)
    {
        var text = reader.Text(name);
        if (text?.Length > TextCharsMax && text.EnumerateRunes().Count() > TextCharsMax)
        {
            reader.Wrong(name, $"must have at most {TextCharsMax} characters");
        }

        if (text?.Contains('\0') == true)
        {
            reader.Wrong(name, "must not contain U+0000");
        }

        return text == "*" ? null : text;
    }

    private static string ServiceOf(ObjectReader reader, ILiveApiSettings settings)
    {
        var service = reader.Text("service") ?? "default";
        if (!settings.HasService(service))
        {
            reader.Wrong("service", "is unknown");
        }

        return service;
    }

    // The numbers' text stays as it was written; an empty body is none.
    private static byte[]? BodyOf(ObjectReader reader)
    {
        if (reader.Object("body") is not { } body || !body.EnumerateObject().Any())
        {
            return null;
        }

        var bytes = JsonMarshal.GetRawUtf8Value(body).ToArray();
        if (bytes.Length > BodyBytesMax)
        {
            reader.Wrong("body", $"must have at most {BodyBytesMax} bytes");
        }

        return bytes;
    }
}
