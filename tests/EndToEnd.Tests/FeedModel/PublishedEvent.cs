using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>An event that a client publishes; null: not given.</summary>
internal sealed record PublishedEvent(string Class, string? Type, string? Subclass, string? ObjId)
{
    /// <summary>The type of events that end a run.</summary>
    internal const string Mark = "mark";

    /// <summary>Names of which the body's members are dropped.</summary>
    private static readonly string[] Taken =
        ["type", "time", "coreServerId", "eventId", "class", "subclass", "objId", "service", "userLoginId"];

    /// <summary>Whether a feed event is such a one.</summary>
    internal static bool IsMark(JsonElement message) => message.Text("type") == Mark;

    /// <param name="session">Of the publisher; null: it has none.</param>
    /// <param name="user">Of the publisher; null: it has none.</param>
    /// <param name="members">Of the body; of a name the last counts.</param>
    internal ToldEvent Told(string? session, string? user, List<(string Name, ToldValue Value)> members)
    {
        var told = new ToldEvent(ToldEvent.Published(session, Class))
            .With("type", Type ?? Class)
            .With("class", Class)
            .With("subclass", Subclass)
            .With("objId", ObjId)
            .With("service", "default")
            .With("userLoginId", session)
            .With("username", user);
        foreach (var (name, value) in members.Where(member => !Taken.Contains(member.Name)))
        {
            told.With(name, value);
        }

        return told;
    }
}
