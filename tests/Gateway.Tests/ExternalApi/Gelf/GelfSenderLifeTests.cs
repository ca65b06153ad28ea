using System.Net;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Gelf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public sealed class GelfSenderLifeTests : IDisposable
{
    private readonly GelfPeer _peer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Stop_EntriesAreQueued_AreSentBefore()
    {
        await using var sender = _peer.NewSender();
        for (var each = 0; each < 50; each++)
        {
            sender.TrySend(Entries.New($"{each}"));
        }

        await sender.StartAsync(Cancel);
        await sender.StopAsync(Cancel);
        for (var each = 0; each < 50; each++)
        {
            Assert.Equal(GelfEncoder.Encode(Entries.New($"{each}")), await _peer.Receive());
        }

        Assert.False(sender.TrySend(Entries.New()));
    }

    [Fact]
    public async Task Stop_HostIsStillLookedUp_EndsAfterItsTimeAndDropsTheRest()
    {
        await using var sender = await _peer.Start((_, _) => new TaskCompletionSource<IPAddress[]>().Task);
        sender.TrySend(Entries.New());
        sender.TrySend(Entries.New());
        var stop = sender.StopAsync(Cancel);
        _peer.Time.Advance(GelfSender.DrainMax - TimeSpan.FromTicks(1));
        Assert.False(stop.IsCompleted);
        _peer.Time.Advance(TimeSpan.FromTicks(1));
        await stop.WaitAsync(Cancel);
        Assert.Equal((0, 2), (_peer.Counts.Sent, _peer.Counts.Dropped));
    }

    [Fact]
    public async Task Stop_NoTimeIsLeft_EndsAtOnce()
    {
        await using var sender = await _peer.Start((_, _) => new TaskCompletionSource<IPAddress[]>().Task);
        sender.TrySend(Entries.New());
        await sender.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Cancel);
        Assert.Equal((0, 1), (_peer.Counts.Sent, _peer.Counts.Dropped));
    }

    [Fact]
    public async Task AddGelf_HostIsAnAddress_OneSenderStartsAndSends()
    {
        var services = new ServiceCollection()
            .AddSingleton(Options.Create(new GelfOptions { Host = "127.0.0.1", Port = _peer.Port }))
            .AddSingleton<IIdSource, RandomIdSource>()
            .AddSingleton(_peer.Counts.Metrics)
            .AddSingleton<TimeProvider>(_peer.Time)
            .AddLogging()
            .AddGelf();
        await using var provider = services.BuildServiceProvider();
        var hosted = Assert.Single(provider.GetServices<IHostedService>());
        Assert.Same(provider.GetRequiredService<GelfSender>(), hosted);
        await hosted.StartAsync(Cancel);
        Assert.True(provider.GetRequiredService<GelfSender>().TrySend(Entries.New()));
        Assert.Equal(GelfEncoder.Encode(Entries.New()), await _peer.Receive());
        await hosted.StopAsync(Cancel);
    }
}
