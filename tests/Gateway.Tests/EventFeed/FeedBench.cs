using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Replica;
using EventPlatform.Gateway.Tests.Security;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>The feed without sockets: the test is the log on one side and the clients on the other.</summary>
internal sealed class FeedBench : IDisposable
{
    /// <summary>The gateway's name in ids.</summary>
    public const string Name = "cafe0123";

    /// <summary>Unix milliseconds of the events.</summary>
    public const long Time = 1_436_889_163_971;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _meters = new();
    private long _offset = 4;

    /// <param name="partitions">Their number; the first one's log has had 5 events.</param>
    public FeedBench(int partitions = 1)
    {
        // Not asked for in the callback, which another test's meters may still call when this bench is disposed of.
        var meters = _services.GetRequiredService<IMeterFactory>();
        var metrics = new FeedMetrics(new PlatformMetrics(meters));
        Audience = new FeedAudience(Store, metrics, Clock);
        var name = new FeedName(Name, Clock);
        History = new FeedHistory(Bounds, name, partitions, Clock);
        Door = new FeedDoor(Store, Audience, History, name, Clock);
        Publisher = new EventPublisher(Guid.Empty, partitions, (partition, block) => Send(partition, block), Clock);
        var gate = new FeedGate(() => Settings, TestSecurity.NewRealm(Settings.Auth));
        var resume = new FeedResume(Store, History, name, Publisher, Clock);
        Past = new FeedPast(Store, History, resume);
        var entrance = new FeedEntrance(() => Settings.Limits, Store, History, Audience, resume, metrics, Addresses);
        Endpoint = new FeedEndpoint(gate, entrance, metrics, Clock);
        Show(door =>
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                door.Begins(new EventPosition(partition, 1, partition == 0 ? _offset : -1));
            }
        });
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "ep_slow_consumers_total")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (value > 0)
            {
                Counted.TrySetResult($"{instrument.Name} {tags[0].Key}={tags[0].Value} {value}");
            }
        });
        _meters.Start();
    }

    public ManualTimeProvider Clock { get; } = new();

    public AddressConnections Addresses { get; } = new();

    public PlatformOptions Settings { get; set; } = new();

    public ReplicaStore Store { get; } = Samples.NewStore(new ChangeNumber(1, 1));

    public FeedAudience Audience { get; }

    public HistoryOptions Bounds { get; } = new();

    public FeedHistory History { get; }

    public FeedPast Past { get; }

    public FeedDoor Door { get; }

    public EventPublisher Publisher { get; }

    /// <summary>Takes the blocks that this gateway publishes; they do not come back.</summary>
    public Func<int, byte[], Task> Send { get; set; } = (_, _) => Task.CompletedTask;

    public FeedEndpoint Endpoint { get; }

    /// <summary>The first slow consumer, as it was counted.</summary>
    public TaskCompletionSource<string> Counted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An upgrade as a client of the realm sends it.</summary>
    public static UpgradeRequest Request(string query = "", string? credentials = "manager:manag3rpa55word", string address = "127.0.0.1")
    {
        var headers = new HeaderDictionary
        {
            ["Host"] = "x",
            ["Sec-WebSocket-Version"] = "13",
            ["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ==",
        };
        if (credentials is not null)
        {
            headers["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        }

        return RequestWith(headers, query, address);
    }

    public static UpgradeRequest RequestWith(
        HeaderDictionary headers, string query = "", string address = "127.0.0.1", bool isTls = false, string listener = "Http") => new()
        {
            RawTarget = "/communication_manager/ws/event",
            Path = "/communication_manager/ws/event",
            Query = query,
            Headers = headers,
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 5000),
            LocalEndPoint = null,
            IsTls = isTls,
            Listener = listener,
        };

    public async Task<UpgradeDecision.Accept> Accept(string query = "") =>
        Assert.IsType<UpgradeDecision.Accept>(await Endpoint.Decide(Request(query), Cancel));

    /// <summary>The status with which an upgrade is refused.</summary>
    public async Task<HttpRefusal> Refused(UpgradeRequest request) =>
        Assert.IsType<UpgradeDecision.Refuse>(await Endpoint.Decide(request, Cancel)).Response;

    public async Task<FeedPeer> Connect(string query = "") => new(await Accept(query));

    /// <summary>The place of the next log event, offsets from 5.</summary>
    public EventPosition Next() => new(0, 1, ++_offset);

    public void Show(Action<FeedDoor> show)
    {
        lock (Store.Gate)
        {
            show(Door);
        }
    }

    /// <summary>Publishes an event of class <c>call</c> in service <c>default</c>.</summary>
    public void Publish(string body = "", string? type = null, string? user = null, EventKind kind = EventKind.Published)
    {
        var record = new EventRecord { Kind = kind, Time = Time, Service = "default"u8, Class = "call"u8 };
        record = type is null ? record : record with { Type = Encoding.UTF8.GetBytes(type) };
        record = user is null ? record : record with { User = Encoding.UTF8.GetBytes(user), Session = "s-1"u8 };
        Publish(body.Length == 0 ? record : record with { Body = Encoding.UTF8.GetBytes(body) }, Next());
    }

    /// <summary>Shows an event as it is read from a block.</summary>
    public void Publish(in EventRecord record, EventPosition at)
    {
        Show(Store, Door, record, at);
    }

    /// <summary>Shows a door an event as it is read from a block.</summary>
    public static void Show(ReplicaStore store, IEventDoor door, in EventRecord record, EventPosition at)
    {
        var writer = new EventBlockWriter();
        writer.TryAppend(record);
        var reader = new EventBlockReader(writer.Take(Guid.Empty, 1));
        Assert.True(reader.TryRead(out var read));
        lock (store.Gate)
        {
            door.Published(read, reader.Bytes, at);
            door.Reached(at);
        }
    }

    /// <summary>Publishes events of these types.</summary>
    /// <returns>Their ids, if somebody reads them.</returns>
    public async Task<List<string>> PublishAll(FeedPeer? reader, params string[] types)
    {
        var ids = new List<string>();
        foreach (var type in types)
        {
            Publish("", type);
            if (reader is not null)
            {
                ids.Add(FeedPeer.IdOf(await reader.Receive()));
            }
        }

        return ids;
    }

    public void Gap() => Show(door => door.Gap(Next()));

    public void Dispose()
    {
        _meters.Dispose();
        _services.Dispose();
    }
}
