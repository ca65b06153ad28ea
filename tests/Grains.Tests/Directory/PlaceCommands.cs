using System.Globalization;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Short ways to the places of a world.</summary>
internal static class PlaceCommands
{
    internal static Guid Sales(this AccountWorld world) => world.Document.Locations!.Value[0].Tenants!.Value[0].Id!.Value;

    internal static Guid Support(this AccountWorld world) => world.Document.Locations!.Value[0].Tenants!.Value[1].Id!.Value;

    internal static async Task<Guid> Berlin(this AccountWorld world) => (await world.Directory.Snapshot()).Locations[0].Id;

    internal static async Task<Guid> Status(this AccountWorld world, string name) =>
        (await world.Tenant(world.Sales())).Statuses.Single(status => status.Name == name).Id;

    internal static async Task<TenantSnapshot> Tenant(this AccountWorld world, Guid tenant) =>
        (await world.Cluster.Grain<ITenantGrain>(tenant).Snapshot()).Value!;

    internal static Task<Outcome<PlaceChanged>> Add(
        this AccountWorld world, PlaceKind kind, Guid? parent, string? name, string? detail = null, Guid? id = null) =>
        world.Directory.Edit(new PlaceEdit(PlaceAction.Add, kind, parent, id, new PlaceForm(name, detail), null, IsTrial: false));

    internal static Task<Outcome<PlaceChanged>> Change(
        this AccountWorld world, PlaceKind kind, Guid? parent, Guid id, string? name, string? detail = null) =>
        world.Directory.Edit(new PlaceEdit(PlaceAction.Change, kind, parent, id, new PlaceForm(name, detail), null, IsTrial: false));

    internal static Task<Outcome<PlaceChanged>> Remove(this AccountWorld world, PlaceKind kind, Guid? parent, Guid id) =>
        world.Directory.Edit(new PlaceEdit(PlaceAction.Remove, kind, parent, id, null, null, IsTrial: false));

    internal static Task<Outcome<ExtensionSet>> Set(
        this AccountWorld world, Guid extension, string? status = null, string? note = null, long? returnTime = null) =>
        world.Cluster.Grain<IExtensionGrain>(extension).Set(new SetExtension(world.Sales(), status, note, returnTime, null));

    internal static Task<Outcome<ImportReport>> Import(this AccountWorld world, DirectoryDocument document, bool isTrial = false) =>
        world.Directory.Import(document, reservedUser: "admin", isTrial);

    /// <summary>The directory as its grains have it, as the document that an export writes.</summary>
    internal static async Task<DirectoryDocument> Export(this AccountWorld world)
    {
        var locations = new List<LocationDocument>();
        foreach (var location in (await world.Directory.Snapshot()).Locations)
        {
            var tenants = new List<TenantDocument>();
            foreach (var (id, name) in location.Tenants)
            {
                var tenant = await world.Tenant(id);
                tenants.Add(new TenantDocument(
                    id,
                    name,
                    [.. tenant.Statuses.Select(status => new StatusDocument(status.Id, status.Name, status.Type))],
                    [.. tenant.Extensions.Select(extension => new ExtensionDocument(
                        extension.Id,
                        extension.Number,
                        extension.DisplayName,
                        tenant.Statuses.Single(status => status.Number == extension.State.Status).Name,
                        extension.State.Note,
                        extension.State.ReturnTime))]));
            }

            locations.Add(new LocationDocument(location.Id, location.Name, [.. tenants]));
        }

        var users = new List<UserDocument>();
        foreach (var account in await world.Stored())
        {
            var secret = await world.Find(account.Username);
            users.Add(new UserDocument(
                account.Id,
                account.Username,
                account.DisplayName,
                account.Enabled,
                account.Roles,
                HasExtension: true,
                account.ExtensionId,
                secret!.PasswordHash));
        }

        return new DirectoryDocument([.. locations], [.. users]);
    }

    /// <summary>A document as text, a line an object; two that are the same have the same text.</summary>
    internal static string Text(this DirectoryDocument document, bool withIds = true)
    {
        var text = new StringBuilder();
        foreach (var location in document.Locations ?? [])
        {
            Line("", location.Id, location.Name);
            foreach (var tenant in location.Tenants ?? [])
            {
                Line("  ", tenant.Id, tenant.Name);
                foreach (var status in tenant.Statuses ?? [])
                {
                    Line("    ", status.Id, $"{status.Name} ({status.Type})");
                }

                foreach (var one in tenant.Extensions ?? [])
                {
                    Line("    ", one.Id, $"{one.Number} '{one.DisplayName}' {one.Status} '{one.Note}' {one.ReturnTime}");
                }
            }
        }

        foreach (var user in document.Users ?? [])
        {
            var roles = string.Join(',', user.Roles ?? []);
            Line("", user.Id, $"{user.Username} '{user.DisplayName}' {user.Enabled} [{roles}] {user.ExtensionId} {user.PasswordHash}");
        }

        return text.ToString();

        void Line(string indent, Guid? id, string what) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{(withIds ? $"{id} " : "")}{what}");
    }
}
