using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Documents that differ from another in one place.</summary>
internal static class DocumentEdits
{
    internal static DirectoryDocument Locations(
        this DirectoryDocument document, Func<ImmutableArray<LocationDocument>, ImmutableArray<LocationDocument>> edit) =>
        document with { Locations = edit(document.Locations!.Value) };

    /// <summary>The tenants of the first location.</summary>
    internal static DirectoryDocument Tenants(
        this DirectoryDocument document, Func<ImmutableArray<TenantDocument>, ImmutableArray<TenantDocument>> edit) =>
        document.Locations(all => all.SetItem(0, all[0] with { Tenants = edit(all[0].Tenants!.Value) }));

    /// <summary>The first tenant of the first location.</summary>
    internal static DirectoryDocument Sales(this DirectoryDocument document, Func<TenantDocument, TenantDocument> edit) =>
        document.Tenants(all => all.SetItem(0, edit(all[0])));

    internal static DirectoryDocument Statuses(
        this DirectoryDocument document, Func<ImmutableArray<StatusDocument>, ImmutableArray<StatusDocument>> edit) =>
        document.Sales(tenant => tenant with { Statuses = edit(tenant.Statuses!.Value) });

    internal static DirectoryDocument Extensions(
        this DirectoryDocument document, Func<ImmutableArray<ExtensionDocument>, ImmutableArray<ExtensionDocument>> edit) =>
        document.Sales(tenant => tenant with { Extensions = edit(tenant.Extensions!.Value) });

    /// <summary>The extension of that number.</summary>
    internal static DirectoryDocument Extension(
        this DirectoryDocument document, string number, Func<ExtensionDocument, ExtensionDocument> edit) =>
        document.Extensions(all => [.. all.Select(one => one.Number == number ? edit(one) : one)]);

    internal static DirectoryDocument Users(
        this DirectoryDocument document, Func<ImmutableArray<UserDocument>, ImmutableArray<UserDocument>> edit) =>
        document with { Users = edit(document.Users!.Value) };

    /// <summary>The user of that name.</summary>
    internal static DirectoryDocument User(this DirectoryDocument document, string name, Func<UserDocument, UserDocument> edit) =>
        document.Users(all => [.. all.Select(one => one.Username == name ? edit(one) : one)]);
}
