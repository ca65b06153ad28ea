namespace EventPlatform.Gateway.Transport;

/// <summary>What one flush of the writer carries. A mutable struct: a field, never a copy.</summary>
internal struct Tally
{
    /// <summary>Bytes written to the output, framing included.</summary>
    public int Bytes { get; set; }

    /// <summary>Events and replies completed.</summary>
    public int Messages { get; private set; }

    public long EventCost { get; private set; }

    public long ReplyCost { get; private set; }

    public int Pongs { get; private set; }

    public bool HasPing { get; private set; }

    /// <summary>Whether the close entry is among them; it is the last.</summary>
    public bool IsClose { get; private set; }

    /// <summary>Whether any entry is done, written or dropped.</summary>
    public bool HasDone { get; private set; }

    public void CountWritten(in OutboundFrame frame)
    {
        if (frame.Kind is OutboundKind.Event or OutboundKind.Reply)
        {
            Messages++;
        }
    }

    /// <summary>Counts a run of events that is all that this flush carries.</summary>
    /// <param name="run">The events.</param>
    /// <param name="cost">What they counted for.</param>
    /// <param name="bytes">Of them on the wire; 0: they are dropped.</param>
    public void CountRun(FrameRun run, long cost, int bytes)
    {
        HasDone = true;
        EventCost = cost;
        Bytes = bytes;
        Messages = bytes > 0 ? run.Count : 0;
    }

    public void CountDone(in OutboundFrame frame)
    {
        HasDone = true;
        switch (frame.Kind)
        {
            case OutboundKind.Event:
                EventCost += frame.Cost;
                break;
            case OutboundKind.Reply:
                ReplyCost += frame.Cost;
                break;
            case OutboundKind.Ping:
                HasPing = true;
                break;
            case OutboundKind.Pong:
                Pongs++;
                break;
            default:
                IsClose = true;
                break;
        }
    }
}
