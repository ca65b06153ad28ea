using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.OpenApi;
using static EventPlatform.Gateway.LiveApi.OpenApi.Member;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>The directory document as it is read, for the OpenAPI document (docs/protocols/live-api.md, 3).</summary>
internal static class DirectoryBodies
{
    // Parts stand before what has them: fields are set in this order.
    private static readonly Schema Status = Schema.Body(
        "StatusImport", Maybe("id", Schema.Uuid), Given("name", Schema.Text), Given("type", LiveSchemas.StatusType));

    private static readonly Schema Extension = Schema.Body(
        "ExtensionImport",
        Maybe("id", Schema.Uuid),
        Given("extensionNumber", Schema.Text),
        Maybe("displayName", Schema.Text),
        Maybe("status", Schema.Text),
        Maybe("note", Schema.Text),
        Maybe("returnTime", LiveSchemas.ReturnTime));

    private static readonly Schema Tenant = Schema.Body(
        "TenantImport",
        Maybe("id", Schema.Uuid),
        Given("name", Schema.Text),
        Maybe("statuses", Schema.List(Status)),
        Maybe("extensions", Schema.List(Extension)));

    private static readonly Schema Location = Schema.Body(
        "LocationImport", Maybe("id", Schema.Uuid), Given("name", Schema.Text), Maybe("tenants", Schema.List(Tenant)));

    private static readonly Schema User = Schema.Body(
        "UserImport",
        Maybe("id", Schema.Uuid),
        Given("username", Schema.Text),
        Maybe("displayName", Schema.Text),
        Maybe("enabled", Schema.Flag),
        Maybe("roles", Schema.List(Schema.Text)),
        Maybe("extensionId", Schema.Uuid.OrNull),
        Maybe("password", ConfigBodies.Password, "Plain; it counts before `passwordHash`."),
        Maybe("passwordHash", Schema.Text.OrNull, "Base64, as exported."));

    public static readonly Schema Directory = Schema.Body(
        "DirectoryImport",
        Maybe("version", Schema.Integer, "1."),
        Maybe("locations", Schema.List(Location), "A list that is given is the whole truth; what is absent stays."),
        Maybe("users", Schema.List(User)));
}
