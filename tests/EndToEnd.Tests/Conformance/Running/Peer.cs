using System.Threading.Channels;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>A client of a scenario. What comes is kept until it is asked for.</summary>
internal abstract class Peer : IAsyncDisposable
{
    private readonly Channel<Incoming> _inbox = Channel.CreateUnbounded<Incoming>();
    private Incoming? _putBack;

    /// <summary>Whether a login was answered with ok.</summary>
    internal bool IsLoggedIn { get; set; }

    /// <summary>Whether the connection has ended, by whom ever.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Whether it makes a call for each request instead of holding a connection.</summary>
    internal virtual bool IsCalling => false;

    /// <summary>Whether what the server sends as the reason of a close can be seen.</summary>
    internal virtual bool HasCloseCodes => false;

    /// <summary>Whether it speaks the Status interface's lines instead of the External API's JSON.</summary>
    internal virtual bool IsStatus => false;

    /// <summary>Whether it reads the event feed.</summary>
    internal virtual bool IsFeed => false;

    /// <summary>As <c>user/get</c> tells it.</summary>
    internal abstract string Remote { get; }

    internal abstract Task Send(ReadOnlyMemory<byte> bytes, SendKind kind);

    /// <summary>Begins to close in order; the server's answer comes as <see cref="Incoming.Closed"/>.</summary>
    internal abstract Task BeginClose();

    /// <summary>A ping, or what stands for one, has come since the last look, or comes in time.</summary>
    internal virtual Task<bool> Pinged(TimeSpan patience) => throw new NotSupportedException("Nothing pings this connection.");

    internal virtual Task Do(Deed deed) => throw new NotSupportedException($"{deed} is nothing for this connection.");

    /// <summary>What was received too early comes next again.</summary>
    internal void PutBack(Incoming incoming) => _putBack = incoming;

    /// <summary>The next of what came; null when nothing did in time.</summary>
    internal async Task<Incoming?> Receive(TimeSpan patience)
    {
        if (TakePutBack() is { } early)
        {
            return early;
        }

        using var limit = new CancellationTokenSource(patience);
        try
        {
            return await _inbox.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ChannelClosedException)
        {
            return new Incoming.Ended();
        }
    }

    /// <summary>What has come already; null when nothing has.</summary>
    internal Incoming? TryReceive() => TakePutBack() ?? (_inbox.Reader.TryRead(out var incoming) ? incoming : null);

    public abstract ValueTask DisposeAsync();

    protected void Came(Incoming incoming) => _inbox.Writer.TryWrite(incoming);

    private Incoming? TakePutBack()
    {
        var early = _putBack;
        _putBack = null;
        return early;
    }

    /// <summary>Nothing more will come.</summary>
    protected void End() => _inbox.Writer.TryComplete();
}
