using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>A reader from its admission to its end.</summary>
/// <param name="audience">Who gets live events.</param>
/// <param name="client">The reader.</param>
/// <param name="replay">What it has missed; null: it began with now.</param>
/// <param name="end">Gives back what was taken for it; called once.</param>
internal sealed class FeedVisit(FeedAudience audience, FeedClient client, FeedReplay? replay, Action end)
{
    private Task _replaying = Task.CompletedTask;

    /// <summary>Whether what it has missed is told.</summary>
    public bool IsRecovered => replay is not null;

    /// <summary>The reader has its connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="greeting">Sent first; empty: nothing.</param>
    public void Begin(MessageConnection connection, ReadOnlyMemory<byte> greeting)
    {
        audience.Connect(client, connection, greeting);
        if (replay is not null)
        {
            _replaying = Task.Run(() => replay.Run(connection));
        }
    }

    /// <summary>Replaces its filters between two events.</summary>
    public void Change(FilterSet filters, ReadOnlyMemory<byte> reply)
    {
        if (replay is null || !replay.TryChange(filters, reply))
        {
            audience.Change(client, filters, reply);
        }
    }

    public void Reply(ReadOnlyMemory<byte> reply) => client.Reply(reply);

    /// <summary>It has never had a connection, or will not.</summary>
    public void Abandon()
    {
        audience.Remove(client);
        end();
    }

    /// <summary>Nothing more is read from it.</summary>
    public async Task End(MessageConnection connection)
    {
        Abandon();

        // Who only ended its side would otherwise be waited for as long as it does not read.
        connection.Close(CloseCode.Normal);
        await _replaying;
    }
}
