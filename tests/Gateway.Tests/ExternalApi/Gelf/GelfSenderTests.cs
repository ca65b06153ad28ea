using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Gelf;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public sealed class GelfSenderTests : IDisposable
{
    private static readonly string Long = Letters(36_000);

    private readonly GelfPeer _peer = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task TrySend_SmallEntry_ComesAsOnePlainDatagram()
    {
        await using var sender = await _peer.Start();
        Assert.True(sender.TrySend(Entries.New(meta: """{"a":1}""")));
        Assert.Equal(GelfEncoder.Encode(Entries.New(meta: """{"a":1}""")), await _peer.Receive());
    }

    [Fact]
    public async Task TrySend_LargeEntries_ComeZippedAndInChunks()
    {
        await using var sender = await _peer.Start();
        foreach (var entry in new[] { Entries.OfLength(1_421), Entries.New(Long), Entries.New() })
        {
            Assert.True(sender.TrySend(entry));
            var datagrams = await _peer.ReceiveDatagrams();
            Assert.Equal(GelfEncoder.Encode(entry), GelfReader.Read(datagrams));
            Assert.Equal(entry.Message == Long, datagrams.Count > 15);
        }

        await sender.StopAsync(Cancel);
        Assert.Equal((3, 0), (_peer.Counts.Sent, _peer.Counts.Dropped));
    }

    [Fact]
    public async Task TrySend_MetaIsReusedAfterwards_IsSentAsItWas()
    {
        await using var sender = _peer.NewSender();
        var meta = """{"a":1}"""u8.ToArray();
        sender.TrySend(Entries.New() with { Meta = meta });
        meta.AsSpan().Clear();
        await sender.StartAsync(Cancel);
        Assert.Equal(GelfEncoder.Encode(Entries.New(meta: """{"a":1}""")), await _peer.Receive());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task TrySend_NoHost_IsOff(string? host)
    {
        await using var sender = _peer.NewSender((_, _) => throw new InvalidOperationException("Nothing is looked up."), host);
        await sender.StartAsync(Cancel);
        Assert.False(sender.TrySend(Entries.New()));
        await sender.StopAsync(Cancel);
        Assert.Equal((0, 0), (_peer.Counts.Sent, _peer.Counts.Dropped));
        Assert.Empty(_peer.Log.All);
    }

    [Fact]
    public async Task TrySend_UnknownHost_IsDroppedAndLaterOnesAreSent()
    {
        var found = new TaskCompletionSource<IPAddress[]>();
        var lookups = new Queue<Task<IPAddress[]>>([
            Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), found.Task]);
        await using var sender = await _peer.Start((_, _) => lookups.Dequeue());
        Assert.True(sender.TrySend(Entries.New("1")));
        Assert.True(sender.TrySend(Entries.New("2")));
        await _peer.Counts.Reach(sent: 0, dropped: 2, Cancel);
        Assert.Equal(
            [
                "Warning: GELF receiver logs.test cannot be looked up, trying again",
                "Warning: Log entries that did not reach the GELF receiver: 1, NoAddress",
            ],
            _peer.Log.All);

        _peer.Time.Advance(GelfTarget.LookupEvery);
        found.SetResult([IPAddress.Loopback]);
        Assert.True(sender.TrySend(Entries.New("3")));
        Assert.Equal(GelfEncoder.Encode(Entries.New("3")), await _peer.Receive());
    }

    [Fact]
    public async Task TrySend_NobodyListensAtTheFirstAddress_TheNextOneServes()
    {
        var other = IPAddress.Parse("127.0.0.2");
        await using var sender = await _peer.Start((_, _) => Task.FromResult<IPAddress[]>([other, IPAddress.Loopback]));
        foreach (var message in new[] { "1", "2", "3" })
        {
            sender.TrySend(Entries.New(message));
        }

        await sender.StopAsync(Cancel);
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), await _peer.Receive());
        Assert.Equal(GelfEncoder.Encode(Entries.New("3")), await _peer.Receive());
        Assert.Equal((3, 1), (_peer.Counts.Sent, _peer.Counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, Refused"], _peer.Log.All);
    }

    [Fact]
    public async Task TrySend_ReceiverComesLater_IsFound()
    {
        _peer.Close();
        await using var sender = await _peer.Start();
        sender.TrySend(Entries.New("1"));
        await _peer.Counts.Reach(sent: 1, dropped: 0, Cancel);
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, _peer.Port));
        sender.TrySend(Entries.New("2"));
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), await GelfPeer.Receive(receiver));
    }

    [Fact]
    public async Task TrySend_SystemTakesNothing_IsDroppedAndTheNextAddressServes()
    {
        // A UDP socket without the option may not send to a broadcast address.
        await using var sender = await _peer.Start((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Broadcast, IPAddress.Loopback]));
        sender.TrySend(Entries.New("1"));
        sender.TrySend(Entries.New("2"));
        Assert.Equal(GelfEncoder.Encode(Entries.New("2")), await _peer.Receive());
        await sender.StopAsync(Cancel);
        Assert.Equal((1, 1), (_peer.Counts.Sent, _peer.Counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, NotSent"], _peer.Log.All);
    }

    [Fact]
    public async Task TrySend_NeedsMoreThan128Chunks_IsDropped()
    {
        await using var sender = await _peer.Start();
        Assert.True(sender.TrySend(Entries.New(Letters(324_000))));
        Assert.True(sender.TrySend(Entries.New()));
        Assert.Equal(GelfEncoder.Encode(Entries.New()), await _peer.Receive());
        await sender.StopAsync(Cancel);
        Assert.Equal((1, 1), (_peer.Counts.Sent, _peer.Counts.Dropped));
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, TooLarge"], _peer.Log.All);
    }

    [Fact]
    public async Task TrySend_MetaThatIsNoJson_IsDropped()
    {
        await using var sender = await _peer.Start();
        Assert.False(sender.TrySend(Entries.New(meta: "{\"a\":")));
        Assert.Equal((0, 1), (_peer.Counts.Sent, _peer.Counts.Dropped));
    }

    [Fact]
    public async Task TrySend_QueueFull_IsDropped()
    {
        await using var sender = _peer.NewSender();
        for (var each = 0; each < GelfQueue.MessagesMax; each++)
        {
            Assert.True(sender.TrySend(Entries.New()));
        }

        Assert.False(sender.TrySend(Entries.New()));
        Assert.False(sender.TrySend(Entries.New()));
        Assert.Equal(2, _peer.Counts.Dropped);
        Assert.Equal(["Warning: Log entries that did not reach the GELF receiver: 1, QueueFull"], _peer.Log.All);
    }

    [Fact]
    public async Task TrySend_QueueFullOfBytes_TakesWhatStillFits()
    {
        await using var sender = _peer.NewSender();
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
        await using var sender = await _peer.Start();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var each = 0; each < Each; each++)
            {
                Assert.True(sender.TrySend(Entries.New($"{thread}/{each}")));
            }
        })));
        await _peer.Counts.Reach(sent: Threads * Each, dropped: 0, Cancel);

        // The receiver's buffer does not hold all of them, but what is there is whole, once, and in the order of its thread.
        var messages = new List<string>();
        while (_peer.Available > 0)
        {
            using var json = JsonDocument.Parse(await _peer.Receive());
            messages.Add(json.RootElement.GetProperty("short_message").GetString()!);
        }

        Assert.NotEmpty(messages);
        Assert.Equal(messages.Distinct(), messages);
        foreach (var thread in messages.ConvertAll(message => message.Split('/')).GroupBy(message => message[0]))
        {
            var numbers = thread.Select(message => int.Parse(message[1], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }

        Assert.Equal(0, _peer.Counts.Dropped);
    }

    /// <summary>A text of which gzip leaves about two thirds.</summary>
    private static string Letters(int count) =>
        string.Concat(new Random(1).GetItems<char>("0123456789abcdefghijklmnopqrstuvwxyz+-", count));
}
