using System.Buffers;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary><c>extension/list</c>: those of a location or tenant, or all, ordered by id, a page at a time.</summary>
internal sealed class ExtensionList() : ApiCommand("extension", "list", Fields)
{
    private const long LimitMax = 1_000;

    private static readonly CommandSyntax Fields = new(
        ExtensionAddress.Location,
        ExtensionAddress.Tenant,
        new CommandField("limit", FieldKind.Integer) { Min = 1, Max = LimitMax },
        new CommandField("after", FieldKind.Text));

    public override ValueTask<Answer> Run(CommandCall call)
    {
        var store = call.Services.Replica;
        var limit = (int)(call.Integer("limit"u8) ?? LimitMax);
        var after = call.Text("after"u8);
        lock (store.Gate)
        {
            if (Tenants(call, store) is not { } tenants)
            {
                return new(ApiErrors.NotFound);
            }

            var output = new ArrayBufferWriter<byte>(4_096);
            output.Raw((byte)'[');
            foreach (var extension in Page(tenants, after, limit))
            {
                output.Raw(output.WrittenCount == 1 ? default : ","u8);
                ExtensionJson.Write(output, extension, store.AccountOf(extension.Id)?.Username);
            }

            output.Raw((byte)']');
            call.Reply(Answer.With(output.WrittenMemory));
            return new(Answer.Sent);
        }
    }

    /// <returns>null: a location or tenant of that name is not there.</returns>
    private static List<TenantView>? Tenants(CommandCall call, ReplicaStore store)
    {
        var tenant = call.Text("tenant"u8);
        var locations = store.Locations.AsEnumerable();
        if (call.Text("location"u8) is { } name)
        {
            if (store.FindLocation(name) is not { } location)
            {
                return null;
            }

            locations = [location];
        }

        var tenants = locations.SelectMany(location => location.Tenants).Where(view => tenant is null || view.Name == tenant).ToList();
        return tenant is not null && tenants.Count == 0 ? null : tenants;
    }

    /// <summary>UUIDs compare as their texts do.</summary>
    private static IEnumerable<ExtensionView> Page(IEnumerable<TenantView> tenants, string? after, int limit) => tenants
        .SelectMany(tenant => tenant.Extensions())
        .Where(extension => after is null || IsAfter(extension.Id, after))
        .OrderBy(extension => extension.Id)
        .Take(limit);

    private static bool IsAfter(Guid id, string after) => Guid.TryParseExact(after, "D", out var last)
        ? id.CompareTo(last) > 0
        : string.CompareOrdinal(id.ToString("D"), after) > 0;
}
