using EventPlatform.Gateway.LiveApi.Live;
using EventPlatform.Gateway.LiveApi.OpenApi;
using static EventPlatform.Gateway.LiveApi.OpenApi.Member;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>What the writers of the Configuration API read, for the OpenAPI document. Whatever is absent in a change stays.</summary>
internal static class ConfigBodies
{
    public static readonly Schema Password = new Schema.OfText(LengthMin: 8, LengthMax: 256);

    public static readonly Schema CoreServer = Schema.Body(
        "CoreServerChange", OwnId, Maybe("slug", Schema.Text), Maybe("name", Schema.Text));

    public static readonly Schema NewLocation = Schema.Body("NewLocation", ChosenId, Given("name", Schema.Text));

    public static readonly Schema Location = Schema.Body("LocationChange", OwnId, Maybe("name", Schema.Text));

    public static readonly Schema NewTenant = Schema.Body("NewTenant", ChosenId, Given("name", Schema.Text));

    public static readonly Schema Tenant = Schema.Body("TenantChange", OwnId, Maybe("name", Schema.Text));

    public static readonly Schema NewStatus = Schema.Body(
        "NewStatus", ChosenId, Given("name", Schema.Text), Given("type", LiveSchemas.StatusType));

    public static readonly Schema Status = Schema.Body(
        "StatusChange", OwnId, Maybe("name", Schema.Text), Maybe("type", LiveSchemas.StatusType));

    public static readonly Schema NewExtension = Schema.Body(
        "NewExtension",
        ChosenId,
        Given("extensionNumber", Schema.Text),
        Maybe("displayName", Schema.Text, "The number unless given."));

    public static readonly Schema Extension = Schema.Body(
        "ExtensionChange", OwnId, Maybe("extensionNumber", Schema.Text), Maybe("displayName", Schema.Text));

    public static readonly Schema NewAccount = Schema.Body(
        "NewAccount",
        ChosenId,
        Given("username", Schema.Text),
        Maybe("password", Password, "Without one only a token logs in."),
        Maybe("enabled", Schema.Flag, "True unless given."),
        Maybe("displayName", Schema.Text, "The user name unless given."),
        Maybe("extensionId", Schema.Uuid.OrNull),
        Maybe("roles", Schema.List(Schema.Text)));

    public static readonly Schema Account = Schema.Body(
        "AccountChange",
        OwnId,
        Maybe("username", Schema.Text),
        Maybe("password", Password),
        Maybe("enabled", Schema.Flag),
        Maybe("displayName", Schema.Text),
        Maybe("extensionId", Schema.Uuid.OrNull),
        Maybe("roles", Schema.List(Schema.Text)));

    private static Member ChosenId => Maybe("id", Schema.Uuid, "Chosen by the client; else one is made.");

    private static Member OwnId => Maybe("id", Schema.Uuid, "The object's own, if given.");
}
