using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.ExternalApi.Status;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Tests.Replica;
using EventPlatform.Gateway.Tests.Security;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>The front end without sockets and grains: what is published is accepted, applied and delivered at once, unless held.</summary>
internal sealed class ApiWorld : IDisposable
{
    private readonly List<EventRecordCopy> _published = [];
    private readonly TaskCompletionSource _letIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _isHolding;
    private int _blockCount;
    private readonly Queue<byte[]> _behind = new();

    public ApiWorld(
        LimitsOptions? limits = null,
        ImmutableArray<AuthorizationRule>? rules = null,
        bool requireAnswer = false,
        bool hold = false,
        IAuthenticator? authenticator = null,
        bool tlsRequired = false,
        AccessOptions? access = null,
        bool compression = false,
        object[]? hooks = null)
    {
        _isHolding = hold;
        Wheel = new TimingWheel(Clock, NullLogger<TimingWheel>.Instance);
        var settings = new ExternalApiSettings(
            new Snapshot<LimitsOptions>(limits ?? new LimitsOptions()),
            new Snapshot<AccessOptions>(access ?? new AccessOptions()),
            Options.Create(new ServicesOptions { Names = ["default", "other"] }),
            Options.Create(new EventsOptions { RequireAnswer = requireAnswer }),
            Options.Create(new SocketOptions { Compression = compression }),
            Options.Create(new TlsOptions { Required = tlsRequired }));
        var authorization = new AuthorizationOptions { Rules = rules ?? AuthorizationRule.Defaults };
        var live = new LiveRules(new Snapshot<AuthorizationOptions>(authorization));
        Publisher = new EventPublisher(Guid.Empty, 1, Send, Clock);
        var calls = new GrainCalls(Clock, Ids, NullLogger<GrainCalls>.Instance);
        Services = new ApiServices(
            settings,
            TestSecurity.NewChain(authenticator ?? new FakeAuthenticator(), new TestSecurity.RefuseOthers()),
            live,
            new CommandTable([CoreClass.New(NewSessionLog()), StatusClass.New(Extensions)], [Handler]),
            Index,
            Publisher,
            Sessions,
            Replica,
            calls,
            Wheel,
            Clock,
            Ids,
            new ExternalApiMetrics(new PlatformMetrics(new FakeMeters())),
            HooksOf(hooks ?? [], calls));
        Door = new ExternalApiDoor(Index, Sessions, Services.Metrics, Clock, Services.Hooks.Events);
    }

    public ManualTimeProvider Clock { get; } = new();

    public TimingWheel Wheel { get; }

    public SubscriptionIndex Index { get; } = new();

    public EventPublisher Publisher { get; }

    public FakeSessions Sessions { get; } = new();

    public ReplicaStore Replica { get; } = Samples.NewStore(new ChangeNumber(1, 1));

    public FakeHandler Handler { get; } = new();

    public FakeExtensionCommands Extensions { get; } = new();

    public IIdSource Ids { get; } = new CountingIds();

    public ApiServices Services { get; }

    public IEventDoor Door { get; }

    public ImmutableArray<EventRecordCopy> Published
    {
        get
        {
            lock (_published)
            {
                return [.. _published];
            }
        }
    }

    /// <summary>Number of blocks that were sent.</summary>
    public int BlockCount => Volatile.Read(ref _blockCount);

    /// <summary>Whether blocks are lost instead of accepted.</summary>
    public bool IsLosing { get; set; }

    public ApiClient Connect() => new(this);

    public async Task<ApiClient> Login(string user = "admin", string? sessionId = null, string service = "default")
    {
        var client = Connect();
        await client.Login(user, sessionId, service);
        return client;
    }

    /// <summary>Whether blocks are accepted, but not read from the log before <see cref="CatchUp"/>.</summary>
    public bool IsBehind { get; set; }

    /// <summary>Applies what was accepted meanwhile.</summary>
    public void CatchUp()
    {
        IsBehind = false;
        lock (_behind)
        {
            while (_behind.TryDequeue(out var block))
            {
                Read(block);
            }
        }
    }

    /// <summary>Lets blocks be accepted that were held.</summary>
    public void LetIn() => _letIn.TrySetResult();

    public void Dispose() => Wheel.Dispose();

    private static ApiHooks HooksOf(object[] hooks, GrainCalls calls) => new(
        new LoginHooks(hooks.OfType<ILoginHook>()),
        new AdmissionHooks(hooks.OfType<ICommandHook>(), hooks.OfType<ISubscriptionHook>()),
        new EventHooks(hooks.OfType<IEventHook>(), NullLogger<EventHooks>.Instance),
        new UserGetHooks(hooks.OfType<IUserGetHook>(), NullLogger<UserGetHooks>.Instance),
        new SessionHooks(hooks.OfType<ISessionHook>(), NullLogger<SessionHooks>.Instance));

    private SessionLog NewSessionLog()
    {
        var gelf = new GelfSender(
            Options.Create(new GelfOptions()),
            (_, _) => Task.FromResult<IPAddress[]>([]),
            Ids,
            TestMetrics.New(),
            Clock,
            NullLogger<GelfSender>.Instance);
        return new SessionLog(gelf, NullLogger<SessionLog>.Instance);
    }

    private async Task Send(int partition, byte[] block)
    {
        Interlocked.Increment(ref _blockCount);
        if (IsLosing)
        {
            throw new TimeoutException();
        }

        if (_isHolding)
        {
            await _letIn.Task;
        }

        if (!IsBehind)
        {
            Read(block);
            return;
        }

        lock (_behind)
        {
            _behind.Enqueue(block);
        }
    }

    private void Read(byte[] block)
    {
        Apply(block);
        Publisher.Confirm(0, EventBlock.ReadHeader(block).Number);
    }

    private void Apply(byte[] block)
    {
        lock (Replica.Gate)
        {
            var reader = new EventBlockReader(block);
            while (reader.TryRead(out var record))
            {
                lock (_published)
                {
                    _published.Add(EventRecordCopy.Of(record));
                }

                if (record.Kind is EventKind.Published or EventKind.Platform)
                {
                    Door.Published(record, reader.Bytes, default);
                }
            }

            Door.HandOver();
        }
    }

    private sealed class FakeMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }

    private sealed class CountingIds : IIdSource
    {
        private int _last;

        public Guid NewId() => new(Interlocked.Increment(ref _last), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
