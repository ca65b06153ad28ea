using EventPlatform.Gateway.LiveApi.OpenApi;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What <see cref="LiveCoreServers"/> offers, for the OpenAPI document.</summary>
internal static class LiveDescription
{
    public static PathNode Root { get; } = new("live")
    {
        Below =
        [
            new("coreServers", Operation.List("Core servers: there is one", LiveSchemas.CoreServer))
            {
                Members = new("coreServerId", "coreServerName", Operation.Read("A core server", LiveSchemas.CoreServer))
                {
                    Below = [Users, Sessions(), Locations, Extensions(sharesNames: true), Events, Server],
                },
            },
        ],
    };

    private static PathNode Users =>
        new("users", Operation.List("Users: accounts, and who else has a session", LiveSchemas.User) with
        {
            Parameters = [Parameters.Limit, Parameters.After, Parameters.Service],
        })
        {
            Members = new("userId", "userName", Operation.Read("A user", LiveSchemas.User))
            {
                Parameters = [Parameters.Service],
                Below =
                [
                    PathNode.Action("sendEvent", "Send an event to all sessions of the user", LiveBodies.SentEvent),
                    new("status", Operation.Read("Status of the extension that the user is bound to", LiveSchemas.UserStatus))
                    {
                        Below = [PathNode.Action("set", "Set what is given, all of it or nothing", LiveBodies.SetUserStatus)],
                    },
                    Sessions(),
                    Extensions(),
                ],
            },
        };

    private static PathNode Locations => new("locations", Operation.List("Locations", LiveSchemas.Location))
    {
        Members = new("locationId", "locationName", Operation.Read("A location", LiveSchemas.Location))
        {
            Below =
            [
                new("tenants", Operation.List("Tenants of a location", LiveSchemas.Tenant))
                {
                    Members = new("tenantId", "tenantName", Operation.Read("A tenant", LiveSchemas.Tenant))
                    {
                        Below = [Statuses, Extensions()],
                    },
                },
            ],
        },
    };

    private static PathNode Statuses => new("statuses", Operation.List("Statuses of a tenant", LiveSchemas.Status))
    {
        Members = new("statusId", "statusName", Operation.Read("A status", LiveSchemas.Status)),
    };

    private static PathNode Events => new(
        "events",
        new Operation("get", "What the event feed has told lately, oldest first", EventList)
        {
            Parameters = [Parameters.EventClass, Parameters.Since, Parameters.Limit],
            Refusals = [410, 422],
        },
        Operation.Do("Publish an event", LiveBodies.PublishedEvent));

    private static Answer EventList => new(StatusCodes.Status200OK, "The events.", Schema.List(LiveSchemas.FeedEvent));

    private static PathNode Server => new("server", Operation.Read("What runs, and how much it holds", LiveSchemas.Server));

    private static PathNode Sessions() => new("sessions", Operation.List("Sessions, by user name, then id", LiveSchemas.Session))
    {
        Members = new("sessionId", "sessionUserName", Operation.Read("A session", LiveSchemas.Session))
        {
            IdSchema = Schema.Text,
            SharesNames = true,
            Below =
            [
                PathNode.Action("stop", "Close the session with 4500"),
                PathNode.Action("sendEvent", "Send an event to the session", LiveBodies.SentEvent),
                new("subscriptions", Operation.List("What the session is subscribed to", LiveSchemas.Subscription)),
            ],
        },
    };

    private static PathNode Extensions(bool sharesNames = false) =>
        new("extensions", Operation.List("Extensions with their state", LiveSchemas.Extension))
        {
            Members = new("extensionId", "extensionNumber", Operation.Read("An extension", LiveSchemas.Extension))
            {
                SharesNames = sharesNames,
                Below =
                [
                    Setter("status", "Set the status", LiveBodies.SetStatus),
                    Setter("note", "Set the note", LiveBodies.SetNote),
                    Setter("returnTime", "Set the return time", LiveBodies.SetReturnTime),
                ],
            },
        };

    private static PathNode Setter(string field, string summary, Schema body) =>
        new(field) { Below = [PathNode.Action("set", summary, body)] };
}
