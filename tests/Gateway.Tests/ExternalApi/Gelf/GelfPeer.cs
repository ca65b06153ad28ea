using System.Net;
using System.Net.Sockets;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Testing;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

/// <summary>A receiver at the loopback address, and senders to it.</summary>
internal sealed class GelfPeer : IDisposable
{
    private static readonly TimeSpan ReceiveTimeout = TimeSpan.FromSeconds(10);

    private readonly UdpClient _receiver = new(new IPEndPoint(IPAddress.Loopback, 0));

    public GelfPeer() => Port = ((IPEndPoint)_receiver.Client.LocalEndPoint!).Port;

    public int Port { get; }

    public ManualTimeProvider Time { get; } = new();

    public GelfCounts Counts { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Bytes that have come and are not read.</summary>
    public int Available => _receiver.Available;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="lookup">What the host's name leads to; null: to the receiver.</param>
    /// <param name="host">The host in the settings.</param>
    public GelfSender NewSender(HostLookup? lookup = null, string? host = "logs.test") => new(
        Options.Create(new GelfOptions { Host = host, Port = Port }),
        lookup ?? ((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])),
        new RandomIdSource(),
        Counts.Metrics,
        Time,
        Log);

    public async Task<GelfSender> Start(HostLookup? lookup = null)
    {
        var sender = NewSender(lookup);
        await sender.StartAsync(Cancel);
        return sender;
    }

    public Task<byte[]> Receive() => Receive(_receiver);

    public static async Task<byte[]> Receive(UdpClient receiver) =>
        (await receiver.ReceiveAsync(Cancel).AsTask().WaitAsync(ReceiveTimeout, Cancel)).Buffer;

    /// <summary>All datagrams of one message.</summary>
    public async Task<List<ReadOnlyMemory<byte>>> ReceiveDatagrams()
    {
        var datagrams = new List<ReadOnlyMemory<byte>> { await Receive() };
        while (datagrams[0].Span is [0x1E, 0x0F, ..] && datagrams.Count < datagrams[0].Span[11])
        {
            datagrams.Add(await Receive());
        }

        return datagrams;
    }

    /// <summary>From here on nobody listens.</summary>
    public void Close() => _receiver.Close();

    public void Dispose()
    {
        _receiver.Dispose();
        Counts.Dispose();
    }
}
