using System.Net;
using System.Text.Unicode;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// A client's connection, whatever carries it: reads messages one by one, recognises them and has requests carried out in their order.
/// What is no message ends it (external-api.md 2).
/// </summary>
internal sealed class ApiConnection : IReplyTo
{
    /// <summary>A publish has a shorter answer: so many bytes of them let no more than as many come, beside what the slots hold.</summary>
    private const int BytesSinceLookMax = 65_536;

    private readonly AddressConnections? _addresses;

    /// <summary>Null until something was published.</summary>
    private AnswerSlots? _slots;
    private LateAnswers? _late;
    private Envelope? _envelope;
    private WheelTimer? _loginTimer;
    private RateLimit _rate;
    private BurstTime _time;

    /// <summary>Bytes of publishes since the replies that the client has not taken were last looked at.</summary>
    private int _bytesSinceLook;
    private bool _mustLookAtReplies;

    /// <param name="services">What all connections share.</param>
    /// <param name="connection">What carries it.</param>
    /// <param name="address">The client's.</param>
    /// <param name="addresses">Where the address is counted, until the connection's task ends; null: nowhere.</param>
    public ApiConnection(ApiServices services, MessageConnection connection, IPAddress address, AddressConnections? addresses = null)
    {
        _addresses = addresses;
        Services = services;
        Connection = connection;
        Client = RemoteClient.Of(connection, address);
    }

    public ApiServices Services { get; }

    public MessageConnection Connection { get; }

    public RemoteClient Client { get; }

    /// <summary>The message that was read last; an idle connection has none.</summary>
    public Envelope Envelope => _envelope ??= new Envelope();

    /// <summary>Null until somebody has logged in.</summary>
    public ApiSession? Session { get; private set; }

    /// <summary>Logins that were refused for what the client brought: each waits longer than the one before.</summary>
    public int LoginFailures { get; set; }

    /// <summary>Whether one more command may be acknowledged and go on by itself.</summary>
    public bool HasRoomForLater => _late?.HasRoom ?? true;

    /// <summary>Cancelled when the connection is over.</summary>
    public CancellationToken Ended => Connection.Closed;

    /// <summary>The request's tid as it goes back.</summary>
    public ReadOnlySpan<byte> Tid => Tids.Of(Envelope, Connection);

    /// <summary>The connection's task.</summary>
    public async Task Run()
    {
        Services.Metrics.Door.ConnectionOpened();
        _loginTimer = Connection.CloseAfter(Services.Settings.Limits.LoginTimeout, CloseCode.PolicyViolation);
        try
        {
            while (await Next() is { Kind: not InboundKind.End } message)
            {
                await Handle(message);
                if (!Connection.IsClosing)
                {
                    await WaitForRoom();
                }
            }

            EndRun();
            if (!Connection.IsClosing)
            {
                // The client has ended its side only: what it asked is answered. Its session can't answer any more, so it ends before
                // what takes long.
                await WaitForAnswers();
                await (Session?.WaitForOwnEvents() ?? ValueTask.CompletedTask);
                Session?.End();
                await (_late?.WaitEmpty() ?? Task.CompletedTask);
            }
        }
        finally
        {
            _addresses?.Leave(Client.Address!);
            _loginTimer?.Cancel();
            EndRun();
            Session?.End();
            Services.Metrics.Door.ConnectionClosed();
        }
    }

    /// <summary>Takes the session, unless the connection is about to go.</summary>
    public bool TryLogin(ApiSession session)
    {
        if (_loginTimer?.Cancel() != true || Connection.IsClosing)
        {
            return false;
        }

        _loginTimer = null;
        Session = session;
        return true;
    }

    public void Reply(in Answer answer) => Connection.EnqueueReply(Replies.Of(answer, Tid));

    public void Ack() => Connection.EnqueueReply(Replies.Ack(Tid));

    /// <summary>Keeps the place of an answer until its event is accepted.</summary>
    public void ReplyWhenAccepted(Task<bool> accepted) => (_slots ??= new AnswerSlots(Connection)).Add(AnswerSlot.Of(accepted, Tid));

    /// <summary>Answers the request when its command, which was acknowledged, has ended; others go on meanwhile.</summary>
    public void ReplyLater(Task<Answer> answer) =>
        (_late ??= new LateAnswers(Connection, Services.Metrics.Door)).Add(answer, Tid.ToArray());

    /// <summary>Waits until all answers before are queued.</summary>
    public ValueTask WaitForAnswers() => _slots?.WaitEmpty() ?? ValueTask.CompletedTask;

    /// <summary>
    /// The next message; a run of publishes ends when it did not come together with the last. Who waits holds no envelope.
    /// </summary>
    private ValueTask<InboundMessage> Next()
    {
        var before = Connection.BytesReceived;
        var next = Connection.Read();
        if (!next.IsCompleted || Connection.BytesReceived != before)
        {
            EndRun();
        }

        if (!next.IsCompleted)
        {
            _envelope = null;
        }

        return next;
    }

    /// <summary>Before anything that may wait: what is held is sent and, as far as it is accepted, answered.</summary>
    private void EndRun()
    {
        _time.Forget();
        Session?.SendHeld();
        _slots?.Start();
    }

    private ValueTask Handle(InboundMessage message)
    {
        switch (message.Kind)
        {
            case InboundKind.Binary:
                return Fail(ApiErrors.InvalidMessage, CloseCode.UnsupportedData);
            case InboundKind.TooLarge or InboundKind.InvalidFrame when Connection.Framing == Framing.WebSocket:
                return Fail(null, message.Failure);
            case InboundKind.TooLarge:
                return Fail(ApiErrors.MessageTooLarge, CloseCode.MessageTooBig);
            case InboundKind.InvalidText:
                return Fail(ApiErrors.InvalidJson, CloseCode.InvalidPayload);
            default:
                return HandleText(message.Payload);
        }
    }

    private ValueTask HandleText(ReadOnlyMemory<byte> text)
    {
        if (Connection.Framing == Framing.Line)
        {
            if (text.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                return ValueTask.CompletedTask;
            }

            if (!Utf8.IsValid(text.Span))
            {
                return Fail(ApiErrors.InvalidJson, CloseCode.InvalidPayload);
            }
        }

        switch (Envelope.Read(text))
        {
            case EnvelopeKind.Request when !_rate.TryTake(Services.Settings.Limits.RequestsPerSecond, Services.Time):
                _mustLookAtReplies = true;
                EndRun();
                return Refuse(ApiErrors.RateLimited);
            case EnvelopeKind.Request when PlainPublish.TryRun(this, ref _time):
                _bytesSinceLook += text.Length;
                _mustLookAtReplies = _bytesSinceLook >= BytesSinceLookMax;
                return ValueTask.CompletedTask;
            case EnvelopeKind.Request:
                _mustLookAtReplies = true;
                EndRun();
                return RequestTracing.Run(this);
            case EnvelopeKind.Response:
                Session?.Answered(Envelope);
                return ValueTask.CompletedTask;
            case EnvelopeKind.Ack:
                Session?.Acknowledged(Envelope);
                return ValueTask.CompletedTask;
            case EnvelopeKind.NotJson:
                return Fail(ApiErrors.InvalidJson, CloseCode.InvalidPayload);
            default:
                return Fail(ApiErrors.InvalidMessage, CloseCode.PolicyViolation);
        }
    }

    /// <summary>Answers a request with an error, in its place.</summary>
    public async ValueTask Refuse(ApiError error)
    {
        await WaitForAnswers();
        Services.Metrics.Answered(error);
        RequestTracing.Failed(error);
        Reply(error);
    }

    /// <summary>A protocol error: said without a tid, unless the code alone says it, then the connection ends.</summary>
    private async ValueTask Fail(ApiError? error, CloseCode code)
    {
        EndRun();
        await WaitForAnswers();

        // Before, so that nothing comes behind the last message
        Session?.End(code);
        _late?.Stop();
        if (error is not null)
        {
            Services.Metrics.Answered(error);
            Connection.EnqueueReply(Replies.Error(error, default));
        }

        Connection.Close(code);
    }

    /// <summary>Reads no more while answers wait for acceptance or the client, or the log is behind (docs/architecture.md, 2).</summary>
    private ValueTask WaitForRoom() =>
        _slots is null or { HasRoom: true } && Services.Publisher.HasRoom && !_mustLookAtReplies
            ? ValueTask.CompletedTask
            : WaitForAllRoom();

    private async ValueTask WaitForAllRoom()
    {
        EndRun();
        await (_slots?.WaitForRoom() ?? ValueTask.CompletedTask);
        if (!Services.Publisher.HasRoom)
        {
            await Services.Publisher.WaitForRoom(Connection.Closed);
        }

        await Connection.WaitRepliesBelow(Services.Settings.Limits.ExternalApiQueueBytes);
        _mustLookAtReplies = false;
        _bytesSinceLook = 0;
    }
}
