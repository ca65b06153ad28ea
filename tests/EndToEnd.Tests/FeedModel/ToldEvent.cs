using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>An event as the feed has to tell it (event-feed.md, 2).</summary>
/// <param name="stream">Events of one stream come in order: those of one publisher and class, or of one object.</param>
internal sealed class ToldEvent(string stream)
{
    private string? _text;

    internal string Stream { get; } = stream;

    internal Dictionary<string, ToldValue> Properties { get; } = new(StringComparer.Ordinal)
    {
        ["eventId"] = new(JsonValueKind.String, null),
        ["time"] = new(JsonValueKind.Number, null),
    };

    /// <summary>All properties in a form that can be compared.</summary>
    internal string Text => _text ??= TextOf(Properties.Select(property => (property.Key, property.Value)));

    /// <summary>What came, in the same form.</summary>
    internal static string TextOf(JsonElement message) => TextOf(message.EnumerateObject().Select(property =>
    {
        var value = ToldValue.Of(property.Value);
        var isKnown = property.Name is not ("eventId" or "time") && (property.Name != "port" || IsPublished(message));
        return (property.Name, isKnown ? value : value with { Text = null });
    }));

    /// <summary>The stream of what came; null: no event that this model knows, such as a gap.</summary>
    internal static string? StreamOf(JsonElement message)
    {
        var type = message.Text("type");
        var session = message.Text("userLoginId");
        return IsPublished(message) ? Published(session, message.Text("class")) : type switch
        {
            "userLogin" or "userLogout" => Login(session),
            "subscriptionAdded" or "subscriptionRemoved" => Subscription(session),
            "extensionStatus" or "extensionNote" or "extensionReturnTime" => Extension(message.Text("extensionNumber")),
            "userStatus" => ToldExtension.OfUser(message.Text("username")) is { } extension ? Extension(extension.Number) : null,
            _ => null,
        };
    }

    /// <param name="session">Of the publisher; null: it has none, as by REST.</param>
    /// <param name="class">Of the event.</param>
    internal static string Published(string? session, string? @class) => $"published by {session} to {@class}";

    internal static string Login(string? session) => $"login of {session}";

    internal static string Subscription(string? session) => $"subscriptions of {session}";

    internal static string Extension(string? number) => $"extension {number}";

    internal ToldEvent With(string name, ToldValue value)
    {
        Properties[name] = value;
        return this;
    }

    internal ToldEvent With(string name, string? text) => With(name, ToldValue.Of(text));

    /// <summary>No body can bring a property of this name.</summary>
    private static bool IsPublished(JsonElement message) => message.Member("service") is not null;

    private static string TextOf(IEnumerable<(string Name, ToldValue Value)> properties) => string.Join(
        "; ",
        properties.OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name} = {property.Value.Kind} {property.Value.Text ?? "?"}"));
}
