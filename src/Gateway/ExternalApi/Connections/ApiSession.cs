using System.Buffers;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// A logged-in session. Events go through <see cref="Deliver"/>: held back until the login is answered, then numbered and queued.
/// </summary>
internal sealed class ApiSession : ISessionConnection, ISubscriber
{
    /// <summary>The log's outage must not keep a client from unsubscribing.</summary>
    private static readonly TimeSpan OwnEventsWithin = TimeSpan.FromSeconds(5);

    private readonly byte[] _details;
    private readonly byte[] _service;
    private readonly AnswerWatch? _watch;
    private readonly Lock _lock = new();
    private List<ReadOnlyMemory<byte>>? _held = [];
    private UnseenEvents? _unseen;
    private long _heldBytes;
    private long _lastTid;
    private bool _isEnded;

    /// <param name="services">What all connections share.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="caller">Who it is.</param>
    /// <param name="claim">How the cluster knows it.</param>
    /// <param name="details">What <c>user/get</c> tells of it: members of an object without braces.</param>
    public ApiSession(ApiServices services, MessageConnection connection, Caller caller, SessionClaim claim, byte[] details)
    {
        Services = services;
        _details = details;
        _service = Encoding.UTF8.GetBytes(caller.Service);
        Connection = connection;
        Caller = caller;
        Claim = claim;
        Id = Encoding.UTF8.GetBytes(claim.SessionId);
        User = Encoding.UTF8.GetBytes(caller.User);
        Subscriptions = new SubscriptionSet(this);
        _watch = services.Settings.RequireAnswer ? new AnswerWatch(connection, services.Wheel, services.Settings.Limits) : null;
    }

    public ApiServices Services { get; }

    public MessageConnection Connection { get; }

    public Caller Caller { get; }

    public SessionClaim Claim { get; }

    /// <summary>Its id in UTF-8.</summary>
    public byte[] Id { get; }

    /// <summary>Its user in UTF-8.</summary>
    public byte[] User { get; }

    public ReadOnlySpan<byte> Service => _service;

    public SubscriptionSet Subscriptions { get; }

    public int SubscriptionCount => Subscriptions.Count;

    /// <summary>A request's tid as it goes back: as it was written, on lines without line ends.</summary>
    public ReadOnlySpan<byte> Tid(Envelope envelope) => Tids.Of(envelope, Connection);

    /// <summary>Publishes in this session's name. Called by its connection only.</summary>
    public Task<bool> Publish(in EventRecord record) => Services.Publisher.Append(record, _unseen ??= new UnseenEvents());

    /// <summary>
    /// Waits until what this session published has been matched on this gateway: requests are carried out in their order, so what
    /// changes subscriptions or ends sessions must not overtake the events of the publishes before it.
    /// </summary>
    public async ValueTask WaitForOwnEvents()
    {
        if (_unseen?.WhenSeen() is not { IsCompleted: false } seen)
        {
            return;
        }

        await seen.WaitAsync(OwnEventsWithin, Services.Time, Connection.Closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _unseen.Forget();
    }

    /// <summary>Queues an event, a reference to bytes that many share. Who can't keep up is closed.</summary>
    /// <param name="prefix">The message up to its tid.</param>
    public void Deliver(ReadOnlyMemory<byte> prefix)
    {
        lock (_lock)
        {
            if (_held is null)
            {
                Send(prefix);
                return;
            }

            _heldBytes += prefix.Length;
            if (_heldBytes > Services.Settings.Limits.ExternalApiQueueBytes)
            {
                Overflow();
                return;
            }

            _held.Add(prefix);
        }
    }

    /// <summary>Answers the login; what was held back follows.</summary>
    public void Open(ReadOnlyMemory<byte> reply)
    {
        lock (_lock)
        {
            Connection.EnqueueReply(reply);
            foreach (var prefix in _held ?? [])
            {
                Send(prefix);
            }

            _held = null;
        }
    }

    /// <summary>The client answered a request of the server.</summary>
    public void Answered(Envelope envelope)
    {
        if (_watch is not null && Tids.TryNumber(envelope, envelope.Tid, out var tid))
        {
            _watch.Answered(tid);
        }
    }

    /// <summary>The client says that its answer will be late.</summary>
    public void Acknowledged(Envelope envelope)
    {
        if (_watch is not null && Tids.TryNumber(envelope, envelope.Ack, out var tid))
        {
            _watch.Acknowledged(tid);
        }
    }

    public void Close(CloseCode code, string? reason = null)
    {
        // A login under way ends by itself when it sees that its connection is closing.
        if (_held is null)
        {
            End();
        }

        Connection.Close(code, reason);
    }

    /// <summary>Unlists the session: no more events, and its id is free. Once.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
        }

        _watch?.Stop();
        Services.Metrics.SubscriptionsChanged(-Services.Index.Drop(Subscriptions));
        Services.Sessions.Logout(this);
    }

    public byte[] Describe()
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Raw((byte)'{');
        output.Raw(_details);
        output.Raw(",\"subscriptions\":"u8);
        SubscriptionList.Write(output, Services.Index.List(Subscriptions));
        output.Raw((byte)'}');
        return output.WrittenSpan.ToArray();
    }

    private void Send(ReadOnlyMemory<byte> prefix)
    {
        var tid = ++_lastTid;
        _watch?.Sent(tid);
        if (!Connection.TryEnqueue(prefix, tid))
        {
            Overflow();
        }
    }

    /// <summary>Only closes: the index may be walking over this session's subscriptions. They go when the connection's task ends.</summary>
    private void Overflow()
    {
        if (Connection.Close(CloseCode.SlowConsumer))
        {
            Services.Metrics.Door.SlowConsumer();
        }
    }
}
