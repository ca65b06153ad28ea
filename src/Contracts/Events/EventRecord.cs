namespace EventPlatform.Contracts.Events;

/// <summary>
/// One event, as it is written to a block and read from one. Texts are UTF-8 and live as long as the buffer they point into.
/// A part that is not set is not given: the event omits the field.
/// </summary>
public ref struct EventRecord
{
    public EventRecord()
    {
    }

    public EventKind Kind { get; init; } = EventKind.Published;

    /// <summary>When it happened, Unix milliseconds, set by who published it.</summary>
    public long Time { get; init; }

    /// <summary>The bus, <c>[a-z0-9_-]{1,32}</c>.</summary>
    public ReadOnlySpan<byte> Service { get; init; }

    public ReadOnlySpan<byte> Class { get; init; }

    public ReadOnlySpan<byte> Subclass
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.Subclass;
        }
    }

    public ReadOnlySpan<byte> Type
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.Type;
        }
    }

    public ReadOnlySpan<byte> ObjId
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.ObjId;
        }
    }

    /// <summary>Id of the publisher's session.</summary>
    public ReadOnlySpan<byte> Session
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.Session;
        }
    }

    /// <summary>The publisher's user name.</summary>
    public ReadOnlySpan<byte> User
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.User;
        }
    }

    /// <summary>
    /// For published events the body as its publisher wrote it, a JSON object that is not empty; else JSON as <see cref="Kind"/> says.
    /// </summary>
    public ReadOnlySpan<byte> Body
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.Body;
        }
    }

    /// <summary>The span that the event comes from, in the form of <see cref="Tracing.TraceContext"/>; of recorded traces only.</summary>
    public ReadOnlySpan<byte> Trace
    {
        get;
        init
        {
            field = value;
            Given |= EventParts.Trace;
        }
    }

    /// <summary>The parts that were set.</summary>
    public EventParts Given { get; private set; }

    public readonly bool Has(EventParts part) => (Given & part) != 0;

    /// <summary>Takes parts back that were set: the event omits them.</summary>
    public void Omit(EventParts parts) => Given &= ~parts;
}
