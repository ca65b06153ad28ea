using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Streams;

namespace EventPlatform.Gateway.Core;

/// <summary>What all front ends of a gateway share.</summary>
internal static class GatewayCoreExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the core. An <see cref="IClusterClient"/> must be there; front ends add themselves as <see cref="IEventDoor"/>.
        /// </summary>
        /// <param name="gatewayId">This gateway's id, unique in the cluster and the same after a restart.</param>
        /// <param name="partitions">Number of partitions, 1 to 16.</param>
        /// <param name="hostsSilo">Whether this process is a silo too.</param>
        public IServiceCollection AddGatewayCore(string gatewayId, int partitions, bool hostsSilo)
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IIdSource, RandomIdSource>();
            services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
            services.AddSingleton(provider => new GatewayIdentity(gatewayId, provider.GetRequiredService<IIdSource>())
            {
                Facts = new GatewayFacts(provider.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(), hostsSilo),
            });
            services.AddSingleton(provider => NewPublisher(provider, partitions));
            services.AddSingleton<GrainCalls>();
            services.AddSingleton<ReplicaStore>();
            services.AddSingleton<IAccounts, ReplicaAccounts>();
            services.AddSingleton(provider => new PendingSets(provider.GetRequiredService<GatewayIdentity>().First.Incarnation));
            services.AddSingleton<ReplicaChanges>();
            services.AddSingleton<ReplicaSync>();
            services.AddSingleton<ApplyLoop>();
            services.AddSingleton<Mailbox>();
            services.AddSingleton<SessionService>();
            services.AddSingleton<ISessions>(provider => provider.GetRequiredService<SessionService>());
            services.AddSingleton<MailboxCommands>();
            services.AddSingleton<MailboxReader>();
            services.TryAddSingleton(SessionLease.WhereGrainsAreLostAlone);
            services.AddSingleton<GatewayLease>();
            services.AddSingleton<IExtensionCommands, ExtensionCommands>();
            services.AddSingleton<DirectoryReach>();
            services.AddSingleton<IAccountCommands, AccountCommands>();
            services.AddSingleton<IDirectoryCommands, DirectoryCommands>();
            services.AddSingleton<GatewayCore>();
            return services;
        }
    }

    private static EventPublisher NewPublisher(IServiceProvider provider, int partitions)
    {
        var client = provider.GetRequiredService<IClusterClient>();
        var streams = new IAsyncStream<byte[]>[partitions];
        return new EventPublisher(
            provider.GetRequiredService<GatewayIdentity>().First.Incarnation,
            partitions,
            (partition, block) => (streams[partition] ??= StreamOf(client, partition)).OnNextAsync(block),
            provider.GetRequiredService<TimeProvider>());
    }

    private static IAsyncStream<byte[]> StreamOf(IClusterClient client, int partition) =>
        client.GetStreamProvider(EventPartition.Stream).GetStream<byte[]>(StreamId.Create(EventPartition.Stream, partition));
}
