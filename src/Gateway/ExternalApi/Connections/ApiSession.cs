using System.Buffers;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// A logged-in session. Events go through <c>Deliver</c>: held back until the login is answered, then numbered and queued.
/// </summary>
internal sealed class ApiSession : ISessionConnection, ISubscriber
{
    /// <summary>The log's outage must not keep a client from unsubscribing.</summary>
    private static readonly TimeSpan OwnEventsWithin = TimeSpan.FromSeconds(5);

    /// <summary>Answers that a session may owe others; what is relayed to it past them is refused.</summary>
    private const int RelaysMax = 10_000;

    /// <summary>Also its lock: the array is there anyway, and nobody else locks it.</summary>
    private readonly byte[] _details;
    private readonly byte[] _service;
    private readonly bool _mustAnswerEvents;

    /// <summary>Null: no hook wants to know of sessions.</summary>
    private readonly SessionLife? _life;
    private List<(ReadOnlyMemory<byte> Prefix, RelayedRequest? Relayed)>? _held = [];
    private SessionFacts? _facts;
    private ServerRequests? _requests;
    private UnseenEvents? _unseen;
    private long _heldBytes;
    private long _lastTid;
    private bool _isEnded;

    /// <param name="services">What all connections share.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="rights">Who it is and what it may do.</param>
    /// <param name="claim">How the cluster knows it.</param>
    /// <param name="details">What <c>user/get</c> tells of it: members of an object without braces.</param>
    public ApiSession(ApiServices services, MessageConnection connection, SessionRights rights, SessionClaim claim, byte[] details)
    {
        Services = services;
        _details = details;
        _service = services.Settings.ServiceBytes(claim.Service);
        Connection = connection;
        Rights = rights;
        Claim = claim;
        Id = Encoding.UTF8.GetBytes(claim.SessionId);
        User = Encoding.UTF8.GetBytes(claim.User);
        Subscriptions = new SubscriptionSet(this);
        _mustAnswerEvents = services.Settings.RequireAnswer;
        _life = services.Hooks.Sessions.IsEmpty ? null : new SessionLife(services.Hooks.Sessions, Facts);
    }

    public ApiServices Services { get; }

    public MessageConnection Connection { get; }

    public Caller Caller => Rights.Caller;

    /// <summary>What it may do, and until when.</summary>
    public SessionRights Rights { get; }

    public SessionClaim Claim { get; }

    /// <summary>What hooks see of it.</summary>
    public SessionFacts Facts => _facts ??= new SessionFacts(Caller, Claim);

    /// <summary>What hooks see of it from now on is new.</summary>
    public void RightsChanged() => _facts = null;

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

    /// <summary>As the other, for one of several in a row, which are sent by <see cref="SendHeld"/>.</summary>
    /// <param name="record">The event.</param>
    /// <param name="timestamp">The clock's, read for them.</param>
    public Task<bool> PublishHeld(in EventRecord record, long timestamp) =>
        Services.Publisher.AppendHeld(record, timestamp, _unseen ??= new UnseenEvents());

    /// <summary>Sends what is held. Called by its connection before it waits.</summary>
    public void SendHeld()
    {
        if (_unseen is { } unseen)
        {
            Services.Publisher.SendHeld(unseen);
        }
    }

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
        lock (_details)
        {
            SendOrHold(prefix, null);
        }
    }

    /// <summary>Queues several events, as the other does one by one.</summary>
    public void Deliver(FrameRun run)
    {
        lock (_details)
        {
            var first = _lastTid + 1;
            if (_held is null && !_mustAnswerEvents && run.HasEvenDigits(first) && Connection.TryEnqueue(run, first))
            {
                _lastTid += run.Count;
                return;
            }

            foreach (var prefix in run.Prefixes)
            {
                SendOrHold(prefix, null);
            }
        }
    }

    public Task<byte[]> Relay(ReadOnlyMemory<byte> request, Action acknowledged)
    {
        var relayed = new RelayedRequest(acknowledged);
        lock (_details)
        {
            if (_isEnded)
            {
                relayed.Lose();
            }
            else if ((_requests?.Count ?? 0) + (_held?.Count ?? 0) >= RelaysMax)
            {
                relayed.Complete(RelayReplies.Overloaded());
            }
            else
            {
                SendOrHold(request, relayed);
            }
        }

        return relayed.Reply;
    }

    /// <summary>Answers the login; what was held back follows.</summary>
    public void Open(ReadOnlyMemory<byte> reply)
    {
        lock (_details)
        {
            Connection.EnqueueReply(reply);
            foreach (var (prefix, relayed) in _held ?? [])
            {
                Send(prefix, relayed);
            }

            _held = null;
        }

        _life?.Begin();
    }

    /// <summary>The client answered a request of the server.</summary>
    public void Answered(Envelope envelope)
    {
        if (_requests is not null && Tids.TryNumber(envelope, envelope.Tid, out var tid))
        {
            _requests.Answered(tid)?.Complete(RelayReplies.Of(envelope, NewReference));
        }
    }

    /// <summary>The client says that its answer will be late.</summary>
    public void Acknowledged(Envelope envelope)
    {
        if (_requests is not null && Tids.TryNumber(envelope, envelope.Ack, out var tid))
        {
            _requests.Acknowledged(tid);
        }
    }

    public void Close(CloseCode code, string? reason = null)
    {
        End(code);
        Connection.Close(code, reason);
    }

    public void End(CloseCode? code = null)
    {
        lock (_details)
        {
            _isEnded = true;
            _held?.ForEach(held => held.Relayed?.Lose());
        }

        // Each time: also who comes second goes on only when no more events are handed over.
        Rights.Stop();
        _requests?.Stop();
        Services.Metrics.SubscriptionsChanged(-Services.Index.Drop(Subscriptions));
        _life?.End(Connection.CloseStatus is not 0 and var status ? status : (int?)code);

        // Each time: one that was ended while its login was under way may have been listed since.
        Services.Sessions.Logout(this);
    }

    public byte[] Describe()
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Raw((byte)'{');
        output.Raw(Services.Hooks.UserGet.Run(this, _details));
        output.Raw(output.WrittenCount == 1 ? "\"subscriptions\":"u8 : ",\"subscriptions\":"u8);
        output.Integer(SubscriptionCount);
        output.Raw((byte)'}');
        return output.WrittenSpan.ToArray();
    }

    public byte[] ListSubscriptions()
    {
        var output = new ArrayBufferWriter<byte>(512);
        SubscriptionList.Write(output, Services.Index.List(Subscriptions));
        return output.WrittenSpan.ToArray();
    }

    private ServerRequests NewRequests() => new(Connection, Services.Wheel, Services.Settings.Limits);

    /// <summary>Of an answer that says too little for who waits for it.</summary>
    private string NewReference() => Services.Calls.ReferenceOf($"session {LogText.Of(Claim.SessionId)} answered without code and text");

    /// <summary>Under the lock, like what it calls.</summary>
    private void SendOrHold(ReadOnlyMemory<byte> prefix, RelayedRequest? relayed)
    {
        if (_held is null)
        {
            Send(prefix, relayed);
            return;
        }

        _heldBytes += prefix.Length;
        if (_heldBytes > Services.Settings.Limits.ExternalApiQueueBytes)
        {
            relayed?.Lose();
            Overflow();
            return;
        }

        _held.Add((prefix, relayed));
    }

    private void Send(ReadOnlyMemory<byte> prefix, RelayedRequest? relayed)
    {
        var tid = ++_lastTid;
        var isWithinBounds = (relayed is null && !_mustAnswerEvents) || (_requests ??= NewRequests()).TryExpect(tid, relayed);
        if (!isWithinBounds || !Connection.TryEnqueue(prefix, tid))
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
