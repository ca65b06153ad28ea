using EventPlatform.Gateway.LiveApi.OpenApi;
using static EventPlatform.Gateway.LiveApi.OpenApi.Member;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What <see cref="ExtensionActions"/> and <see cref="PublishedEvent"/> read, for the OpenAPI document.</summary>
internal static class LiveBodies
{
    public static readonly Schema SetStatus = Schema.Body(
        "SetStatus", Given("status", Schema.Text, "Name of a status of the extension's tenant."));

    public static readonly Schema SetNote = Schema.Body("SetNote", Given("note", Schema.Text, "CRLF and CR are stored as LF."));

    public static readonly Schema SetReturnTime = Schema.Body(
        "SetReturnTime", Given("returnTime", LiveSchemas.ReturnTime, "Unix milliseconds; -1: none."));

    public static readonly Schema SetUserStatus = Schema.Body(
        "SetUserStatus",
        Maybe("name", Schema.Text, "Name of a status of the extension's tenant."),
        Maybe("note", Schema.Text),
        Maybe("returnTime", LiveSchemas.ReturnTime, "Unix milliseconds; -1: none."));

    public static readonly Schema PublishedEvent = Schema.Body(
        "PublishedEvent",
        Given("class", Name),
        Maybe("subclass", Name, "`*` is the same as absent."),
        Maybe("type", Name, "`*` is the same as absent."),
        Maybe("objId", Name, "`*` is the same as absent."),
        Maybe("service", Schema.Text, "One of `Services`; `default` unless given."),
        Maybe("body", Schema.AnyObject));

    public static readonly Schema SentEvent = Schema.Body(
        "SentEvent", Maybe("type", Name), Maybe("body", Schema.AnyObject));

    private static Schema Name => new Schema.OfText(LengthMax: 255);
}
