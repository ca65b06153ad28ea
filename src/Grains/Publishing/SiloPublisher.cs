using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace EventPlatform.Grains.Publishing;

/// <summary>The one publisher of a silo: what grains announce goes out in the order in which they said it.</summary>
internal sealed class SiloPublisher
{
    /// <summary>What fits into a block beside its header and the event's own fields.</summary>
    private const int NoticeBytesMax = EventBlock.BytesMax / 2;

    /// <summary>More than this many steps, each with ids and names, never fit.</summary>
    private const int NoticeStepsMax = 1_500;

    private readonly Lazy<IStreamProvider> _streams;

    public SiloPublisher(IServiceProvider services, IIdSource ids, IOptions<EventOptions> options, TimeProvider time)
    {
        // The provider is part of the silo, which may not be up yet.
        _streams = new(() => services.GetRequiredKeyedService<IStreamProvider>(EventPartition.Stream));
        Events = new EventPublisher(ids.NewId(), options.Value.Partitions, Send, time);
    }

    /// <summary>The publisher itself, for those who confirm what has come back.</summary>
    internal EventPublisher Events { get; }

    /// <summary>Done when there is room; callers wait for it before they fix an order.</summary>
    internal Task WaitForRoom(CancellationToken cancellationToken) => Events.WaitForRoom(cancellationToken);

    /// <summary>A session's login or logout. False: not known to be accepted yet; it is sent on.</summary>
    internal Task<bool> PublishSession(EventKind kind, SessionClaim claim, long time)
    {
        var notice = new SessionNotice(claim.UserId, claim.User, claim.SessionId, claim.Ip, claim.Port);
        return Events.Append(new EventRecord
        {
            Kind = kind,
            Time = time,
            Service = Encoding.UTF8.GetBytes(claim.Service),
            Class = "core"u8,
            Body = Notices.Write(notice),
        });
    }

    /// <summary>A change of an extension. Its place among the tenant's changes is fixed on return.</summary>
    internal Task<bool> PublishExtension(ExtensionNotice notice, long time)
    {
        return Events.Append(new EventRecord
        {
            Kind = EventKind.Extension,
            Time = time,
            Service = "default"u8,
            Class = "status"u8,
            ObjId = Encoding.UTF8.GetBytes(notice.Extension.ToString("D")),
            Body = Notices.Write(notice),
        });
    }

    /// <summary>The directory's number has risen. A change that no block can hold is told by its number alone.</summary>
    internal Task<bool> PublishDirectory(DirectoryNotice notice, long time)
    {
        // What cannot fit is not written first: an import may be a hundred times as large.
        var steps = (notice.Places?.Length ?? 0) + (notice.Accounts?.Put.Length ?? 0) + (notice.Accounts?.Removed.Length ?? 0);
        var notes = (notice.Places ?? []).Sum(step => (long)(step.State?.Note.Length ?? 0));
        var isLarge = steps > NoticeStepsMax || notes > NoticeBytesMax;
        var body = isLarge ? [] : Notices.Write(notice);
        if (isLarge || body.Length > NoticeBytesMax)
        {
            body = Notices.Write(notice with { Accounts = null, Places = null });
        }

        return Events.Append(new EventRecord
        {
            Kind = EventKind.Directory,
            Time = time,
            Service = "default"u8,
            Class = "core"u8,
            Body = body,
        });
    }

    private Task Send(int partition, byte[] block)
    {
        return _streams.Value.GetStream<byte[]>(StreamId.Create(EventPartition.Stream, partition)).OnNextAsync(block);
    }
}
