using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.OpenApi;
using static EventPlatform.Gateway.LiveApi.OpenApi.Member;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>
/// What <see cref="ConfigJson"/>, <see cref="DirectoryExport"/> and <see cref="ImportJson"/> write, for the OpenAPI document
/// (docs/protocols/live-api.md, 3).
/// </summary>
internal static class ConfigSchemas
{
    // Parts stand before what has them: fields are set in this order.
    private static readonly Schema ImportCounts = Schema.Answer(
        "ImportCounts",
        Given("locations", Schema.Integer),
        Given("tenants", Schema.Integer),
        Given("statuses", Schema.Integer),
        Given("extensions", Schema.Integer),
        Given("users", Schema.Integer));

    public static readonly Schema Extension = Schema.Answer(
        "ConfiguredExtension",
        Given("id", Schema.Uuid),
        Given("extensionNumber", Schema.Text),
        Given("displayName", Schema.Text));

    public static readonly Schema Account = Schema.Answer(
        "Account",
        Given("id", Schema.Uuid),
        Given("username", Schema.Text),
        Given("enabled", Schema.Flag),
        Given("displayName", Schema.Text),
        Given("extensionId", Schema.Uuid.OrNull),
        Given("roles", Schema.List(Schema.Text)));

    private static readonly Schema DirectoryExtension = Schema.Answer(
        "DirectoryExtension",
        Given("id", Schema.Uuid),
        Given("extensionNumber", Schema.Text),
        Given("displayName", Schema.Text),
        Given("status", Schema.Text),
        Given("note", Schema.Text),
        Given("returnTime", LiveSchemas.ReturnTime));

    private static readonly Schema DirectoryTenant = Schema.Answer(
        "DirectoryTenant",
        Given("id", Schema.Uuid),
        Given("name", Schema.Text),
        Given("statuses", Schema.List(LiveSchemas.Status)),
        Given("extensions", Schema.List(DirectoryExtension)));

    private static readonly Schema DirectoryLocation = Schema.Answer(
        "DirectoryLocation",
        Given("id", Schema.Uuid),
        Given("name", Schema.Text),
        Given("tenants", Schema.List(DirectoryTenant)));

    private static readonly Schema DirectoryUser = Schema.Answer(
        "DirectoryUser",
        Given("id", Schema.Uuid),
        Given("username", Schema.Text),
        Given("displayName", Schema.Text),
        Given("enabled", Schema.Flag),
        Given("roles", Schema.List(Schema.Text)),
        Given("extensionId", Schema.Uuid.OrNull),
        Maybe("passwordHash", Schema.Text.OrNull, "With `secrets` only; `null` without a password."));

    public static readonly Schema Directory = Schema.Answer(
        "Directory",
        Given("version", Schema.Integer, "1."),
        Given("locations", Schema.List(DirectoryLocation)),
        Given("users", Schema.List(DirectoryUser)));

    private static readonly Schema ImportChange = Schema.Answer(
        "ImportChange",
        Given("change", Schema.OneOf("added", "renamed", "changed", "removed")),
        Given("kind", Schema.OneOf("location", "tenant", "status", "extension", "user")),
        Maybe("id", Schema.Uuid, "Absent in a dry run for what has none yet."),
        Given("path", Schema.List(Schema.Text), "Names from the location on."));

    public static readonly Schema ImportReport = Schema.Answer(
        "ImportReport",
        Given("dryRun", Schema.Flag),
        Given("added", ImportCounts),
        Given("renamed", ImportCounts),
        Given("changed", ImportCounts),
        Given("removed", ImportCounts),
        Given("changes", Schema.List(ImportChange), "At most 1,000."),
        Given("ignored", Schema.List(Schema.Text), "Members that nobody knows; at most 100."));
}
