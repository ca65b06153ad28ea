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

    internal static async Task Run(IServiceProvider gateway)
    {
        var cancel = TestContext.Current.CancellationToken;
        var directory = gateway.GetRequiredService<IDirectoryCommands>();
        var sample = DirectoryDocumentReader.Read(await File.ReadAllBytesAsync(SampleDirectory.Path, cancel));
        Assert.True((await directory.ChangeCoreServer(CoreServer, CoreServer, expected: null, cancel)).IsOk);
        Assert.True((await directory.Import(sample.ForTrial(), reservedUser: null, isTrial: false, cancel)).IsOk);
        await ResetExtensions(gateway, cancel);
    }

    /// <summary>A set that changes nothing is answered once the gateway shows the last change.</summary>
    private static async Task ResetExtensions(IServiceProvider gateway, CancellationToken cancel)
    {
        var store = gateway.GetRequiredService<ReplicaStore>();
        var commands = gateway.GetRequiredService<IExtensionCommands>();
        List<(Guid Tenant, Guid Extension)> all;
        lock (store.Gate)
        {
            all = [.. store.Tenants.SelectMany(tenant => tenant.Extensions(), (tenant, extension) => (tenant.Id, extension.Id))];
        }

        var initial = new ExtensionChange("Available", Note: "", ReturnTime: -1);
        var results = await Task.WhenAll(all.Select(one =>
            commands.Set(one.Tenant, one.Extension, initial, whenApplied: null, cancel)));
        Assert.All(results, result => Assert.True(result.IsOk));
    }
}
