using System.Collections.Immutable;
using System.Threading.Channels;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Gateway.Tests.Hub;

/// <summary>A log that answers each read with the next page of a script, then waits.</summary>
internal sealed class ScriptedLog : ISubscriptionGrain
{
    private readonly Channel<LogPage> _pages = Channel.CreateUnbounded<LogPage>();
    private readonly Channel<LogPosition> _reads = Channel.CreateUnbounded<LogPosition>();

    /// <summary>Adds a page; blocks are given as publisher letter and number, one event each, whose type is both (<c>a1</c>).</summary>
    internal void Page(long epoch, long firstOffset, string blocks, string marks = "", bool hasGap = false)
    {
        var offset = firstOffset;
        var builder = ImmutableArray.CreateBuilder<LogBlock>();
        foreach (var name in blocks.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            builder.Add(new LogBlock(offset++, false, Block(name)));
        }

        var names = marks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<PublisherMark> numbers = [.. names.Select(mark => new PublisherMark(Publisher(mark[0]), Number(mark)))];
        _pages.Writer.TryWrite(new LogPage(new LogPosition(epoch, offset), hasGap, builder.ToImmutable(), numbers));
    }

    /// <summary>The position of the read that comes after all pages so far have been taken.</summary>
    internal async Task<LogPosition> AllTaken(int pages, CancellationToken cancellationToken)
    {
        for (var page = 0; page < pages; page++)
        {
            await _reads.Reader.ReadAsync(cancellationToken);
        }

        return await _reads.Reader.ReadAsync(cancellationToken);
    }

    public async Task<LogPage> Read(LogPosition from, int bytesMax, CancellationToken cancellationToken = default)
    {
        _reads.Writer.TryWrite(from);
        return await _pages.Reader.ReadAsync(cancellationToken);
    }

    public Task<bool> Has(Guid publisher, long number, CancellationToken cancellationToken = default) => Task.FromResult(true);

    internal static Guid Publisher(char name) => new(name, 0, 0, new byte[8]);

    private static long Number(string name) => long.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Block(string name)
    {
        var writer = new EventBlockWriter();
        writer.TryAppend(new EventRecord { Service = "default"u8, Class = "c"u8, Type = System.Text.Encoding.UTF8.GetBytes(name) });
        return writer.Take(Publisher(name[0]), Number(name));
    }
}
