using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.Replica;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Takes back what scenarios have changed, through a gateway, which shows it then.</summary>
internal static class DirectoryReset
{
    /// <summary>Slug and name of the core server from the first start on.</summary>
    private const string CoreServer = "default";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task Run(IServiceProvider gateway)
    {
        var store = gateway.GetRequiredService<ReplicaStore>();
        var directory = gateway.GetRequiredService<IDirectoryCommands>();
        var sample = DirectoryDocumentReader.Read(await File.ReadAllBytesAsync(SampleDirectory.Path, Cancel)).ForTrial();
        Assert.True((await directory.ChangeCoreServer(CoreServer, CoreServer, expected: null, Cancel)).IsOk);
        await Import(sample);
        if (!IsInOrder(store, sample))
        {
            // What was removed has come back behind the others.
            await Import(sample with { Locations = [], Users = null });
            await Import(sample);
        }

        await ResetExtensions(store, gateway.GetRequiredService<IExtensionCommands>());

        async Task Import(DirectoryDocument document) =>
            Assert.True((await directory.Import(document, reservedUser: null, isTrial: false, Cancel)).IsOk);
    }

    private static bool IsInOrder(ReplicaStore store, DirectoryDocument sample)
    {
        lock (store.Gate)
        {
            return store.Locations.SelectMany(Ids).SequenceEqual(sample.Locations!.Value.SelectMany(Ids));
        }
    }

    /// <summary>Available, which is first, has an id of its own in each store.</summary>
    private static IEnumerable<Guid?> Ids(LocationView location) =>
        [location.Id, .. location.Tenants.SelectMany(tenant => tenant.Statuses.Skip(1).Select(one => (Guid?)one.Id).Prepend(tenant.Id))];

    private static IEnumerable<Guid?> Ids(LocationDocument location) =>
        [location.Id, .. location.Tenants!.Value.SelectMany(tenant => tenant.Statuses!.Value.Select(one => one.Id).Prepend(tenant.Id))];

    /// <summary>A set that changes nothing is answered once the gateway shows the last change.</summary>
    private static async Task ResetExtensions(ReplicaStore store, IExtensionCommands commands)
    {
        ImmutableArray<(Guid Tenant, Guid Extension)> all;
        lock (store.Gate)
        {
            all = [.. store.Tenants.SelectMany(tenant => tenant.Extensions(), (tenant, extension) => (tenant.Id, extension.Id))];
        }

        var initial = new ExtensionChange("Available", Note: "", ReturnTime: -1);
        var results = await Task.WhenAll(all.Select(one =>
            commands.Set(one.Tenant, one.Extension, initial, whenApplied: null, Cancel)));
        Assert.All(results, result => Assert.True(result.IsOk));
    }
}
