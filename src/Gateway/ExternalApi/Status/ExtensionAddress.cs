using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary>How commands of class <c>status</c> name an extension: by id, which wins, or by location, tenant and number.</summary>
internal static class ExtensionAddress
{
    private const int UuidChars = 36;

    public static readonly CommandField Id = new("id", FieldKind.Text);
    public static readonly CommandField Location = new("location", FieldKind.Text);
    public static readonly CommandField Tenant = new("tenant", FieldKind.Text);
    public static readonly CommandField Number = new("number", FieldKind.Text);

    /// <summary>Whether it is named as a whole.</summary>
    /// <returns>null: it is.</returns>
    public static ApiError? Check(Envelope envelope)
    {
        var isNamed = envelope.Field(Id.Utf8).IsGiven
            || (envelope.Field(Location.Utf8).IsGiven && envelope.Field(Tenant.Utf8).IsGiven && envelope.Field(Number.Utf8).IsGiven);
        return isNamed ? null : ApiErrors.MissingField("id");
    }

    /// <summary>Finds it; the caller holds the replica's gate.</summary>
    /// <returns>null: there is none.</returns>
    public static ExtensionView? Find(CommandCall call)
    {
        var store = call.Services.Replica;
        if (call.Text("id"u8) is { } id)
        {
            // The parser would pass over white space around it.
            return id.Length == UuidChars && Guid.TryParseExact(id, "D", out var uuid) ? store.FindExtension(uuid) : null;
        }

        return store.FindLocation(call.Text("location"u8)!)?.FindTenant(call.Text("tenant"u8)!)?.FindExtension(call.Text("number"u8)!);
    }

    /// <summary>
    /// Whether the rules allow it, by what was sent and by what that means: an id wins over the place that stands beside it, and a rule
    /// that denies one of the two names must hold whichever was used.
    /// </summary>
    public static bool IsAllowed(CommandCall call, Rules rules)
    {
        var sent = call.ToRequest();
        if (!rules.AllowsCommand(call.Caller, sent))
        {
            return false;
        }

        ExtensionView? meant;
        lock (call.Services.Replica.Gate)
        {
            meant = Find(call);
        }

        return meant is null || rules.AllowsCommand(call.Caller, sent with { Fields = name => FieldOf(meant, name) ?? sent.Field(name) });
    }

    private static string? FieldOf(ExtensionView extension, string name) => name switch
    {
        "id" => extension.Id.ToString("D"),
        "location" => extension.Tenant.Location.Name,
        "tenant" => extension.Tenant.Name,
        "number" => extension.Number,
        _ => null,
    };
}
