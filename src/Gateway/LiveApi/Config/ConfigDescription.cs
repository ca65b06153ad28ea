using System.Collections.Immutable;
using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.OpenApi;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>What <see cref="ConfigCoreServers"/> offers, for the OpenAPI document.</summary>
internal static class ConfigDescription
{
    public static PathNode Root { get; } = new("config")
    {
        Below =
        [
            new("server")
            {
                Below =
                [
                    new("coreServers", Operation.List("Core servers: there is one", LiveSchemas.CoreServer)) { Members = CoreServer },
                ],
            },
            new("core") { Chapter = "coreServers", Members = CoreServer with { Below = [Users, Locations, Directory] } },
        ],
    };

    private static MemberNode CoreServer => new(
        "coreServerId",
        "coreServerName",
        Operation.Read("A core server", LiveSchemas.CoreServer),
        Operation.Change("Change slug or name", ConfigBodies.CoreServer));

    private static PathNode Users => new(
        "users",
        Operation.List("Accounts, by user name", ConfigSchemas.Account),
        Operation.Create("Make an account", ConfigBodies.NewAccount, ConfigSchemas.Account))
    {
        Members = new("userId", "userName", OnMember("an account", ConfigSchemas.Account, ConfigBodies.Account)),
    };

    private static PathNode Locations => new(
        "locations",
        Operation.List("Locations", LiveSchemas.Location),
        Operation.Create("Add a location", ConfigBodies.NewLocation, LiveSchemas.Location))
    {
        Members = new("locationId", "locationName", OnMember("a location", LiveSchemas.Location, ConfigBodies.Location))
        {
            Below = [Tenants],
        },
    };

    private static PathNode Tenants => new(
        "tenants",
        Operation.List("Tenants of a location", LiveSchemas.Tenant),
        Operation.Create("Add a tenant", ConfigBodies.NewTenant, LiveSchemas.Tenant))
    {
        Members = new("tenantId", "tenantName", OnMember("a tenant", LiveSchemas.Tenant, ConfigBodies.Tenant))
        {
            Below = [Statuses, Extensions],
        },
    };

    private static PathNode Statuses => new(
        "statuses",
        Operation.List("Statuses of a tenant", LiveSchemas.Status),
        Operation.Create("Add a status", ConfigBodies.NewStatus, LiveSchemas.Status))
    {
        Members = new("statusId", "statusName", OnStatus),
    };

    // `Available` can neither be changed nor removed.
    private static ImmutableArray<Operation> OnStatus =>
    [
        Operation.Read("Read a status", LiveSchemas.Status),
        Operation.Change("Change a status", ConfigBodies.Status).OrConflict(),
        Operation.Remove("Remove a status").OrConflict(),
    ];

    private static PathNode Extensions => new(
        "extensions",
        Operation.List("Extensions without their state", ConfigSchemas.Extension),
        Operation.Create("Add an extension", ConfigBodies.NewExtension, ConfigSchemas.Extension))
    {
        Members = new("extensionId", "extensionNumber", OnMember("an extension", ConfigSchemas.Extension, ConfigBodies.Extension)),
    };

    private static PathNode Directory => new("directory", Export, Import);

    private static Operation Export =>
        new("get", "The whole directory", new Answer(StatusCodes.Status200OK, "As it was at one moment.", ConfigSchemas.Directory))
        {
            Parameters = [Parameters.Secrets],
        };

    private static Operation Import => new(
        "put",
        "Make the directory what the document says, all of it or nothing",
        new Answer(StatusCodes.Status200OK, "What was done, or would be.", ConfigSchemas.ImportReport))
    {
        Parameters = [Parameters.DryRun],
        Body = DirectoryBodies.Directory,
        Refusals = RefusalAnswer.OfBody,
    };

    private static ImmutableArray<Operation> OnMember(string one, Schema schema, Schema change) =>
    [
        Operation.Read($"Read {one}", schema),
        Operation.Change($"Change {one}", change).OrConflict(),
        Operation.Remove($"Remove {one}, and everything below"),
    ];
}
