using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Management;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>
/// Sends log entries of clients to <c>Gelf:Host</c> as GELF 1.1 over UDP. Callers encode and queue (<see cref="GelfQueue"/>), one task
/// looks the host up and sends; nothing that happens there comes back to a caller. Without a host it is off: no task, no socket.
/// </summary>
internal sealed class GelfSender(
    IOptions<GelfOptions> options,
    HostLookup lookup,
    IIdSource ids,
    PlatformMetrics metrics,
    TimeProvider time,
    ILogger<GelfSender> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How long the end of the gateway waits for what is queued; the engine needs time to end, too.</summary>
    public static readonly TimeSpan DrainMax = TimeSpan.FromMilliseconds(500);

    private readonly GelfQueue _queue = new();
    private readonly GelfDrops _drops = new(metrics, time, logger);
    private readonly GelfTarget? _target =
        string.IsNullOrWhiteSpace(options.Value.Host) ? null : new GelfTarget(options.Value.Host, lookup, time, logger);

    private readonly CancellationTokenSource _stopping = new();
    private Task _sending = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Queues an entry; its meta is not looked at after the return. Never waits, never fails, from any thread.</summary>
    /// <returns>False: it is off, or the entry was dropped.</returns>
    public bool TrySend(LogEntry entry)
    {
        if (_target is null)
        {
            return false;
        }

        try
        {
            if (_queue.TryAdd(GelfEncoder.Encode(entry)))
            {
                return true;
            }

            _drops.Add(GelfDrop.QueueFull);
        }
        catch (JsonException exception)
        {
            // Meta that nobody checked is no reason to fail a client's command either.
            _drops.Add(GelfDrop.NotEncoded, exception);
        }

        return false;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_target is { } target)
        {
            _sending = Task.Run(() => Run(target, _stopping.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is queued, for at most <see cref="DrainMax"/>; drops the rest.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Complete();
        await _sending.WaitAsync(DrainMax, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Cut();
    }

    public async ValueTask DisposeAsync()
    {
        // The container disposes once for each way it can be asked for it.
        if (!_isDisposed)
        {
            _isDisposed = true;
            await Cut();
            _stopping.Dispose();
        }
    }

    private async Task Cut()
    {
        _queue.Complete();
        await _stopping.CancelAsync();
        await _sending;
    }

    private async Task Run(GelfTarget target, CancellationToken cancellationToken)
    {
        using var socket = new GelfSocket();
        while (await _queue.WaitToTake())
        {
            while (_queue.TryTake(out var message))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    _drops.Add(GelfDrop.Stopped);
                }
                else
                {
                    await Send(message, target, socket, cancellationToken);
                }
            }
        }
    }

    private async Task Send(byte[] message, GelfTarget target, GelfSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            var datagrams = GelfDatagrams.Of(message, ids);
            if (datagrams.Length == 0)
            {
                _drops.Add(GelfDrop.TooLarge);
                return;
            }

            if (socket.TakeRefusal())
            {
                _drops.Add(GelfDrop.Refused);
                target.Skip();
            }

            await Send(datagrams, target, socket, cancellationToken);
        }
        catch (Exception exception)
        {
            // One message must not end the loop.
            _drops.Add(cancellationToken.IsCancellationRequested ? GelfDrop.Stopped : GelfDrop.NotSent, exception);
        }
    }

    private async Task Send(
        ReadOnlyMemory<byte>[] datagrams, GelfTarget target, GelfSocket socket, CancellationToken cancellationToken)
    {
        if (await target.Find(cancellationToken) is not { } address)
        {
            _drops.Add(GelfDrop.NoAddress);
            return;
        }

        try
        {
            await socket.Send(new IPEndPoint(address, options.Value.Port), datagrams, cancellationToken);
            metrics.LogEntriesSent();
        }
        catch (SocketException exception)
        {
            _drops.Add(GelfDrop.NotSent, exception);
            target.Skip();
        }
    }
}
