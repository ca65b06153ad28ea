using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public sealed class GelfSenderTests : IDisposable
{
    // Incompressible even as text, and with its 36,000 letters in chunks.
    private static readonly string Random = string.Concat(new Random(1).GetItems<char>("0123456789abcdefghijklmnopqrstuvwxyz+-", 36_000));

    private readonly UdpClient _receiver = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ManualTimeProvider _time = new();
    private readonly GelfCounts _counts = new();
    private readonly LogLines _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _receiver.Dispose();
        _counts.Dispose();
    }

    [Fact]
    public async Task TrySend_SmallEntry_ComesAsOnePlainDatagram()
    {
        await using var sender = await Start(Receiver);
        Assert.True(sender.TrySend(Entries.New(meta: """{"a":1}""")));
        Assert.Equal(GelfEncoder.Encode(Entries.New(meta: """{"a":1}""")), await Receive());
    }

    [Fact]
    public async Task TrySend_LargeEntries_ComeZippedAndInChunks()
    {
        await using var sender = await Start(Receiver);
        foreach (var entry in new[] { Entries.OfLength(1_421), Entries.New(Random), Entries.New() })
        {
            Assert.True(sender.TrySend(entry));
            var datagrams = await ReceiveDatagrams();
            Assert.Equal(GelfEncoder.Encode(entry), GelfReader.Read(datagrams));
            Assert.Equal(entry.Message == Random, datagrams.Count > 15);
        }

        await sender.StopAsync(Cancel);
        Assert.Equal((3, 0), (_counts.Sent, _counts.Dropped));
    }

    [Fact]
    public async Task TrySend_MetaIsReusedAfterwards_IsSentAsItWas()
    {
        await using var sender = NewSender(Receiver);
        var meta = """{"a":1}"""u8.ToArray();
        sender.TrySend(Entries.New() with { Meta = meta });
        meta.AsSpan().Clear();
        await sender.StartAsync(Cancel);
        Assert.Equal(GelfEncoder.Encode(Entries.New(meta: """{"a":1}""")), await Receive());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task TrySend_NoHost_IsOff(string? host)
    {
        await using var sender = NewSender((_, _) => throw new InvalidOperationException("Nothing is looked up."), host);
        await sender.StartAsync(Cancel);
        Assert.False(sender.TrySend(Entries.New()));
        await sender.StopAsync(Cancel);
        Assert.Equal((0, 0), (_counts.Sent, _counts.Dropped));
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task TrySend_UnknownHost_IsDroppedAndLaterOnesAreSent()
    {
        var found = new TaskCompletionSource<IPAddress[]>();
        var lookups = new Queue<Task<IPAddress[]>>([
            Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), found.Task]);
        await using var sender = await Start((_, _) => lookups.Dequeue());
        Assert.True(sender.TrySend(Entries.New("1")));
        Assert.True(sender.TrySend(Entries.New("2")));
        await _counts.Reach(sent: 0, dropped: 2, Cancel);
        Assert.Equal(
            [
                "Warning: GELF receiver logs.test cannot be looked up, trying again",
                "Warning: Log entries that did not reach the GELF receiver: 1, NoAddress",
            ],
            _log.All);

        _time.Advance(GelfTarget.LookupEvery);
        found.SetResult([IPAddress.Loopback]);
        Assert.True(sender.TrySend(Entries.New("3")));
        Assert.Equal(GelfEncoder.Encode(Entries.New("3")), await Receive());
    }

    [Fact]
    public async Task TrySend_NobodyListensAtTheFirstAddress_TheNextOneServes()
    {
        await using var sender = await Start((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        foreach (var message in new[] { "1", "2", "3" })
        {
            sender.TrySend(Entries.New(message));
        }

        await sender.StopAsync(Cancel);
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), await Receive());
        Assert.Equal(GelfEncoder.Encode(Entries.New("3")), await Receive());
        Assert.Equal((3, 1), (_counts.Sent, _counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, Refused"], _log.All);
    }

    [Fact]
    public async Task TrySend_ReceiverComesLater_IsFound()
    {
        var port = Port;
        _receiver.Close();
        await using var sender = NewSender(Receiver, port: port);
        await sender.StartAsync(Cancel);
        sender.TrySend(Entries.New("1"));
        await _counts.Reach(sent: 1, dropped: 0, Cancel);
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        sender.TrySend(Entries.New("2"));
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), (await receiver.ReceiveAsync(Cancel)).Buffer);
    }

    [Fact]
    public async Task TrySend_SystemTakesNothing_IsDroppedAndTheNextAddressServes()
    {
        // A UDP socket without the option may not send to a broadcast address.
        await using var sender = await Start((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Broadcast, IPAddress.Loopback]));
        sender.TrySend(Entries.New("1"));
        sender.TrySend(Entries.New("2"));
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), await Receive());
        await sender.StopAsync(Cancel);
        Assert.Equal((1, 1), (_counts.Sent, _counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, NotSent"], _log.All);
    }

    [Fact]
    public async Task TrySend_NeedsMoreThan128Chunks_IsDropped()
    {
        await using var sender = await Start(Receiver);
        Assert.True(sender.TrySend(Entries.New(string.Concat(Enumerable.Range(0, 9).Select(Shuffled)))));
        Assert.True(sender.TrySend(Entries.New()));
        Assert.Equal(GelfEncoder.Encode(Entries.New()), await Receive());
        await sender.StopAsync(Cancel);
        Assert.Equal((1, 1), (_counts.Sent, _counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, TooLarge"], _log.All);
    }

    [Fact]
    public async Task TrySend_MetaThatIsNoJson_IsDropped()
    {
        await using var sender = await Start(Receiver);
        Assert.False(sender.TrySend(Entries.New(meta: "{\"a\":")));
        Assert.Equal((0, 1), (_counts.Sent, _counts.Dropped));
    }

    [Fact]
    public async Task TrySend_QueueFull_IsDropped()
    {
        await using var sender = NewSender(Receiver);
        for (var each = 0; each < GelfQueue.MessagesMax; each++)
        {
            Assert.True(sender.TrySend(Entries.New()));
        }

        Assert.False(sender.TrySend(Entries.New()));
        Assert.False(sender.TrySend(Entries.New()));
        Assert.Equal(2, _counts.Dropped);
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, QueueFull"], _log.All);
    }

    [Fact]
    public async Task TrySend_QueueFullOfBytes_TakesWhatStillFits()
    {
        await using var sender = NewSender(Receiver);
        var entry = Entries.OfLength(65_536);
        for (var bytes = 0; bytes < GelfQueue.BytesMax - 65_536; bytes += 65_536)
        {
            Assert.True(sender.TrySend(entry));
        }

        Assert.True(sender.TrySend(Entries.OfLength(65_000)));
        Assert.False(sender.TrySend(Entries.OfLength(537)));
        Assert.True(sender.TrySend(Entries.OfLength(536)));
        Assert.False(sender.TrySend(Entries.New()));
    }

    [Fact]
    public async Task TrySend_FromManyThreads_EachIsCountedAndComesWhole()
    {
        const int Threads = 8;
        const int Each = 500;
        await using var sender = await Start(Receiver);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var each = 0; each < Each; each++)
            {
                Assert.True(sender.TrySend(Entries.New($"{thread}/{each}")));
            }
        })));
        await _counts.Reach(sent: Threads * Each, dropped: 0, Cancel);

        // The receiver's buffer does not hold all of them, but what is there is whole, once, and in the order of its thread.
        var messages = new List<string>();
        while (_receiver.Available > 0)
        {
            using var json = JsonDocument.Parse(await Receive());
            messages.Add(json.RootElement.GetProperty("short_message").GetString()!);
        }

        Assert.NotEmpty(messages);
        Assert.Equal(messages.Distinct(), messages);
        foreach (var thread in messages.ConvertAll(message => message.Split('/')).GroupBy(message => message[0]))
        {
            var numbers = thread.Select(message => int.Parse(message[1], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }

        Assert.Equal(0, _counts.Dropped);
    }

    [Fact]
    public async Task Stop_EntriesAreQueued_AreSentBefore()
    {
        await using var sender = NewSender(Receiver);
        for (var each = 0; each < 50; each++)
        {
            sender.TrySend(Entries.New($"{each}"));
        }

        await sender.StartAsync(Cancel);
        await sender.StopAsync(Cancel);
        for (var each = 0; each < 50; each++)
        {
            Assert.Equal(GelfEncoder.Encode(Entries.New($"{each}")), await Receive());
        }

        Assert.False(sender.TrySend(Entries.New()));
    }

    [Fact]
    public async Task Stop_HostIsStillLookedUp_EndsAfterItsTimeAndDropsTheRest()
    {
        await using var sender = await Start((_, _) => new TaskCompletionSource<IPAddress[]>().Task);
        sender.TrySend(Entries.New());
        sender.TrySend(Entries.New());
        var stop = sender.StopAsync(Cancel);
        _time.Advance(GelfSender.DrainMax - TimeSpan.FromTicks(1));
        Assert.False(stop.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        await stop.WaitAsync(Cancel);
        Assert.Equal((0, 2), (_counts.Sent, _counts.Dropped));
    }

    [Fact]
    public async Task Stop_NoTimeIsLeft_EndsAtOnce()
    {
        await using var sender = await Start((_, _) => new TaskCompletionSource<IPAddress[]>().Task);
        sender.TrySend(Entries.New());
        await sender.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Cancel);
        Assert.Equal((0, 1), (_counts.Sent, _counts.Dropped));
    }

    [Fact]
    public async Task AddGelf_HostIsAnAddress_OneSenderStartsAndSends()
    {
        var services = new ServiceCollection()
            .AddSingleton(Options.Create(new GelfOptions { Host = "127.0.0.1", Port = Port }))
            .AddSingleton<IIdSource, RandomIdSource>()
            .AddSingleton(_counts.Metrics)
            .AddSingleton<TimeProvider>(_time)
            .AddLogging()
            .AddGelf();
        await using var provider = services.BuildServiceProvider();
        var hosted = Assert.Single(provider.GetServices<IHostedService>());
        Assert.Same(provider.GetRequiredService<GelfSender>(), hosted);
        await hosted.StartAsync(Cancel);
        Assert.True(provider.GetRequiredService<GelfSender>().TrySend(Entries.New()));
        Assert.Equal(GelfEncoder.Encode(Entries.New()), await Receive());
        await hosted.StopAsync(Cancel);
    }

    private static Task<IPAddress[]> Receiver(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private static string Shuffled(int seed)
    {
        var letters = Random.ToCharArray();
        new Random(seed).Shuffle(letters);
        return new string(letters);
    }

    private int Port => ((IPEndPoint)_receiver.Client.LocalEndPoint!).Port;

    private GelfSender NewSender(HostLookup lookup, string? host = "logs.test", int? port = null) => new(
        Options.Create(new GelfOptions { Host = host, Port = port ?? Port }), lookup, new RandomIdSource(), _counts.Metrics, _time, _log);

    private async Task<GelfSender> Start(HostLookup lookup)
    {
        var sender = NewSender(lookup);
        await sender.StartAsync(Cancel);
        return sender;
    }

    private async Task<byte[]> Receive() => (await _receiver.ReceiveAsync(Cancel)).Buffer;

    /// <summary>All datagrams of one message.</summary>
    private async Task<List<ReadOnlyMemory<byte>>> ReceiveDatagrams()
    {
        var datagrams = new List<ReadOnlyMemory<byte>> { await Receive() };
        while (datagrams[0].Span is [0x1E, 0x0F, ..] && datagrams.Count < datagrams[0].Span[11])
        {
            datagrams.Add(await Receive());
        }

        return datagrams;
    }
}
