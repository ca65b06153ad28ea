using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.LiveApi.OpenApi;
using static EventPlatform.Gateway.LiveApi.OpenApi.Member;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What <see cref="LiveJson"/> and its neighbours write, for the OpenAPI document (docs/protocols/live-api.md, 2).</summary>
internal static class LiveSchemas
{
    public static readonly Schema StatusType = Schema.OneOf(StatusTypes.All);

    public static readonly Schema ReturnTime = new Schema.OfInteger(Min: -1);

    public static readonly Schema CoreServer = Schema.Answer(
        "CoreServer", Given("id", Schema.Uuid), Given("slug", Schema.Text), Given("name", Schema.Text));

    public static readonly Schema Location = Schema.Answer("Location", Given("id", Schema.Uuid), Given("name", Schema.Text));

    public static readonly Schema Tenant = Schema.Answer("Tenant", Given("id", Schema.Uuid), Given("name", Schema.Text));

    public static readonly Schema Status = Schema.Answer(
        "Status", Given("id", Schema.Uuid), Given("name", Schema.Text), Given("type", StatusType));

    public static readonly Schema Extension = Schema.Answer(
        "Extension",
        Given("id", Schema.Uuid),
        Given("extensionNumber", Schema.Text),
        Given("displayName", Schema.Text),
        Given("configurationId", Schema.Uuid, "The same as `id`."),
        Given("permissionId", Schema.Text.OrNull, "Always `null`."),
        Given("status", Schema.Text, "Name of a status of its tenant."),
        Given("note", Schema.Text),
        Given("returnTime", ReturnTime, "Unix milliseconds; -1: none."),
        Given("userId", Schema.Uuid.OrNull, "The user who is bound to it."));

    public static readonly Schema User = Schema.Answer(
        "User",
        Given("id", Schema.Uuid),
        Given("configurationId", Schema.Uuid, "The same as `id`."),
        Given("userName", Schema.Text),
        Given("displayedName", Schema.Text, "The display name, or the user name when there is none."),
        Given("permissionId", Schema.Text.OrNull, "Always `null`."));

    public static readonly Schema UserStatus = Schema.Answer(
        "UserStatus",
        Given("id", Schema.Uuid, "That of the status object."),
        Given("configurationId", Schema.Uuid, "The same as `id`."),
        Given("name", Schema.Text),
        Given("type", StatusType),
        Given("note", Schema.Text),
        Given("returnTime", ReturnTime, "Unix milliseconds; -1: none."),
        Given("userCreated", Schema.Flag, "Always false."));

    public static readonly Schema Session = Schema.Answer(
        "Session",
        Given("id", Schema.Text, "Chosen by its client."),
        Given("userId", Schema.Uuid),
        Given("username", Schema.Text),
        Given("service", Schema.Text),
        Given("remote", Schema.Text, "Where its client connects from."),
        Given("connectedAt", Schema.Integer, "Unix milliseconds."),
        Given("subscriptions", Schema.Integer, "How many, the two automatic ones included."));

    // As SubscriptionList of the External API writes them.
    public static readonly Schema Subscription = Schema.Answer(
        "Subscription",
        Given("class", Schema.Text),
        Given("subclass", Schema.Text, "`*`: any."),
        Given("type", Schema.Text, "`*`: any."),
        Given("obj_id", Schema.Text, "`*`: any."),
        Given("service", Schema.Text),
        Maybe("body", Schema.AnyObject, "What is merged into events; absent when it is empty."));

    // Further members as the feed tells them (docs/protocols/event-feed.md, 2): any of a publisher's.
    public static readonly Schema FeedEvent = Schema.Body(
        "FeedEvent",
        Given("type", Schema.Text),
        Given("time", Schema.Integer, "Unix milliseconds."),
        Given("coreServerId", Schema.Uuid),
        Given("eventId", Schema.Text, "What `since` takes."));

    public static readonly Schema Server = Schema.Answer(
        "Server",
        Given("version", Schema.Text),
        Given("engine", Schema.Text),
        Given("nodes", Schema.List(Schema.Answer(
            "Node",
            Given("id", Schema.Text),
            Given("role", Schema.OneOf("gateway", "silo", "both")),
            Given("startedAt", Schema.Integer, "Unix milliseconds.")))),
        Given("counts", Schema.Answer(
            "ServerCounts",
            Given("sessions", Schema.Integer),
            Given("users", Schema.Integer),
            Given("subscriptions", Schema.Integer),
            Given("locations", Schema.Integer),
            Given("tenants", Schema.Integer),
            Given("extensions", Schema.Integer))));
}
