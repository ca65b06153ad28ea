using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>A published event that tests show to the door themselves, several in one block.</summary>
internal sealed record ShownEvent(
    string Class, string? Type = null, string? Body = null, string? Subclass = null, string? ObjId = null, string Service = "default")
{
    /// <summary>As much of them as fits into one block.</summary>
    public static byte[] Block(params IEnumerable<ShownEvent> events)
    {
        var writer = new EventBlockWriter();
        foreach (var one in events)
        {
            if (!one.TryAppend(writer))
            {
                break;
            }
        }

        return writer.Take(Guid.Empty, 1);
    }

    /// <summary>Shows them as the apply loop does.</summary>
    public static void Show(ApiWorld world, byte[] block)
    {
        using var writers = WriterBatch.Open();
        lock (world.Replica.Gate)
        {
            Hold(world, block);
            world.Door.HandOver();
        }
    }

    public static void Show(ApiWorld world, params IEnumerable<ShownEvent> events) => Show(world, Block(events));

    /// <summary>Shows them, and what follows is not decided yet.</summary>
    public static void Hold(ApiWorld world, byte[] block)
    {
        var reader = new EventBlockReader(block);
        while (reader.TryRead(out var record))
        {
            world.Door.Published(record, reader.Bytes, default);
        }
    }

    /// <summary>What a client gets (external-api.md 5).</summary>
    public string Line(long tid, bool isOwnService = true)
    {
        string?[] members =
        [
            $"\"class\":\"{Class}\"",
            Subclass is null ? null : $"\"subclass\":\"{Subclass}\"",
            Type is null ? null : $"\"type\":\"{Type}\"",
            ObjId is null ? null : $"\"obj_id\":\"{ObjId}\"",
            isOwnService ? null : $"\"service\":\"{Service}\"",
            Body is null ? null : $"\"body\":{Body}",
        ];
        return $"{{\"class\":\"core\",\"cmd\":\"event\",\"data\":{{{string.Join(',', members.OfType<string>())}}},\"tid\":{tid}}}";
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private bool TryAppend(EventBlockWriter writer)
    {
        var record = new EventRecord { Kind = EventKind.Published, Time = 1, Service = Utf8(Service), Class = Utf8(Class) };
        record = Subclass is null ? record : record with { Subclass = Utf8(Subclass) };
        record = Type is null ? record : record with { Type = Utf8(Type) };
        record = ObjId is null ? record : record with { ObjId = Utf8(ObjId) };
        record = Body is null ? record : record with { Body = Utf8(Body) };
        return writer.TryAppend(record);
    }
}
