using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Takes back what scenarios have set, through a gateway, which shows it then.</summary>
internal static class ExtensionReset
{
    internal static async Task Run(IServiceProvider gateway)
    {
        var store = gateway.GetRequiredService<ReplicaStore>();
        var commands = gateway.GetRequiredService<IExtensionCommands>();
        List<(Guid Tenant, Guid Extension)> all;
        lock (store.Gate)
        {
            all = [.. store.Tenants.SelectMany(tenant => tenant.Extensions(), (tenant, extension) => (tenant.Id, extension.Id))];
        }

        var initial = new ExtensionChange("Available", Note: "", ReturnTime: -1);
        var cancel = TestContext.Current.CancellationToken;
        var results = await Task.WhenAll(all.Select(one =>
            commands.Set(one.Tenant, one.Extension, initial, whenApplied: null, cancel)));
        Assert.All(results, result => Assert.True(result.IsOk));
    }
}
