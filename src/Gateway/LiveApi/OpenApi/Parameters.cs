namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>Parameters that several operations have (docs/protocols/live-api.md).</summary>
internal static class Parameters
{
    public static readonly Parameter Limit =
        new("limit", "query", new Schema.OfInteger(1, 1_000), "How many at most; without it everything (of events: 100).");

    public static readonly Parameter After =
        new("after", "query", Schema.Text, "Where to go on, from the link to the next page.");

    public static readonly Parameter Service =
        new("service", "query", Schema.Text, "Which service's sessions make users of those who have no account; `default` unless given.");

    public static readonly Parameter IfMatch =
        new("If-Match", "header", Schema.Text, "Only when the object still has this ETag; `*`: whatever it is.");

    public static readonly Parameter IfNoneMatch =
        new("If-None-Match", "header", Schema.Text, "304 when the object still has this ETag.");

    public static readonly Parameter Prefer =
        new("Prefer", "header", Schema.Text, "`return=representation`: answer 201 with what was made (RFC 7240).");

    public static readonly Parameter EventClass =
        new("class", "query", Schema.Text, "Only events with this class; gaps come anyway.");

    public static readonly Parameter Since =
        new("since", "query", Schema.Text, "An `eventId`, after which to begin; without it, with the oldest that is held.");

    public static readonly Parameter DryRun =
        new("dryRun", "query", Schema.Flag, "Whether only to tell what would be done.");

    public static readonly Parameter Secrets =
        new("secrets", "query", Schema.Flag, "Whether to give the hashes of passwords.");
}
