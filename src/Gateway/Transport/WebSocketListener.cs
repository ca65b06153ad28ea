using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Connection middleware between TLS and HTTP. The first request of a connection is looked at; a WebSocket upgrade that a front end claims
/// is answered here and runs on the socket's own pipe, everything else goes on to HTTP untouched. An upgrade that comes later on a
/// kept-alive connection is answered by <see cref="WebSocketFallback"/>.
/// </summary>
internal sealed class WebSocketListener(Upgrades upgrades, ConnectionRunner runner, TimingWheel wheel)
{
    /// <summary>A refusal fits, and nothing is read.</summary>
    private static readonly MessageConnectionOptions RefusalOptions = new() { MessageBytesMax = 0, QueueBytesMax = 0 };

    public Task OnConnection(ConnectionContext connection, ConnectionDelegate next) => runner.Run(Open(connection, next));

    /// <returns>null: the connection was HTTP's, or the client has gone.</returns>
    private async Task<OpenedWire?> Open(ConnectionContext connection, ConnectionDelegate next)
    {
        Answer? answer;
        try
        {
            answer = await Ask(connection);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away before it was answered.
            return null;
        }

        switch (answer)
        {
            case null:
                await next(connection);
                return null;
            case Answer { Accept: { } accept, Response: var response, Deflate: var deflate }:
                return await ConnectionRunner.Open(accept, Answered(connection, response), deflate);
            case { Response: var response }:
                return new OpenedWire(new KestrelWire(connection), Framing.Raw, RefusalOptions, refused => Refuse(refused, response), null);
        }
    }

    private static Task Refuse(MessageConnection connection, byte[] response)
    {
        connection.EnqueueReply(response);
        return Task.CompletedTask;
    }

    /// <returns>null: the connection is HTTP's.</returns>
    private async ValueTask<Answer?> Ask(ConnectionContext connection)
    {
        var peeked = await RequestPeek.Read(connection, wheel);
        var head = peeked.Head;
        var decision = head is null ? null : await upgrades.Decide(RequestOf(head, connection), connection.ConnectionClosed);
        switch (decision)
        {
            case UpgradeDecision.Accept accept:
                peeked.Take();
                var deflate = accept.Deflate(head!.Headers);
                return new Answer(WebSocketHandshake.Response(head.Headers, accept.SubProtocol, deflate), accept, deflate);
            case UpgradeDecision.Refuse refuse:
                peeked.Take();
                return new Answer(refuse.Response.ToBytes(), null, null);
            default:
                peeked.Leave();
                return null;
        }
    }

    /// <summary>Sends the 101.</summary>
    /// <returns>null: the client has gone.</returns>
    private static async ValueTask<IWire?> Answered(ConnectionContext connection, byte[] response)
    {
        var wire = new KestrelWire(connection);
        wire.Output.Write(response);
        return await IsFlushed(wire.Output) ? wire : null;
    }

    private static async ValueTask<bool> IsFlushed(PipeWriter output)
    {
        try
        {
            return !(await output.FlushAsync()).IsCompleted;
        }
        catch (Exception exception) when (MessageInput.IsEndOfConnection(exception))
        {
            return false;
        }
    }

    private static UpgradeRequest RequestOf(RequestHead head, ConnectionContext connection)
    {
        var question = head.Target.IndexOf('?', StringComparison.Ordinal);
        return new UpgradeRequest
        {
            RawTarget = head.Target,
            Path = question < 0 ? head.Target : head.Target[..question],
            Query = question < 0 ? "" : head.Target[(question + 1)..],
            Headers = head.Headers,
            RemoteEndPoint = connection.RemoteEndPoint,
            LocalEndPoint = connection.LocalEndPoint,
            IsTls = connection.IsTls(),
            Listener = connection.ListenerKey(),
        };
    }

    /// <summary>What is sent, and how it goes on; a class, so that nothing of the request outlives its answer.</summary>
    private sealed record Answer(byte[] Response, UpgradeDecision.Accept? Accept, DeflateAgreement? Deflate);
}
