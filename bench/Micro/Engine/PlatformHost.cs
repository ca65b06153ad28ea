using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace EventPlatform.Bench.Micro.Engine;

/// <summary>The platform's grains in this process, as a gateway hosts them; nothing is kept on disk and nothing is logged.</summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    private const long Partition = 0;

    private readonly IHost _host;

    private PlatformHost(IHost host)
    {
        _host = host;
        var client = host.Services.GetRequiredService<IClusterClient>();
        Log = client.GetGrain<ISubscriptionGrain>(Partition);
        Stream = client.GetStreamProvider(EventPartition.Stream).GetStream<byte[]>(StreamId.Create(EventPartition.Stream, Partition));
    }

    /// <summary>The log of the partition.</summary>
    internal ISubscriptionGrain Log { get; }

    /// <summary>The way of blocks into that log.</summary>
    internal IAsyncStream<byte[]> Stream { get; }

    internal static async Task<PlatformHost> Start()
    {
        var builder = Host.CreateApplicationBuilder(["--Data:Path=:memory:"]);
        builder.Logging.ClearProviders();
        builder.AddPlatformGateway(hostsSilo: true, "bench");
        var host = builder.Build();
        await host.StartAsync();
        return new PlatformHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
