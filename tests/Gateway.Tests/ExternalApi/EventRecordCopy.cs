using System.Text;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>An event as it was published; null: not given.</summary>
internal sealed record EventRecordCopy(
    EventKind Kind,
    string Service,
    string Class,
    string? Subclass,
    string? Type,
    string? ObjId,
    string? Session,
    string? User,
    string? Body)
{
    /// <summary>Unix milliseconds.</summary>
    public long Time { get; init; }

    public static EventRecordCopy Of(in EventRecord record) => new(
        record.Kind,
        Encoding.UTF8.GetString(record.Service),
        Encoding.UTF8.GetString(record.Class),
        Text(record, EventParts.Subclass, record.Subclass),
        Text(record, EventParts.Type, record.Type),
        Text(record, EventParts.ObjId, record.ObjId),
        Text(record, EventParts.Session, record.Session),
        Text(record, EventParts.User, record.User),
        Text(record, EventParts.Body, record.Body))
    {
        Time = record.Time,
    };

    private static string? Text(in EventRecord record, EventParts part, ReadOnlySpan<byte> text) =>
        record.Has(part) ? Encoding.UTF8.GetString(text) : null;
}
