using System.IO.Pipelines;

namespace EventPlatform.Gateway.Transport;

/// <summary>What a look at the input showed. Exactly one of <see cref="Take"/> and <see cref="Leave"/> must follow.</summary>
/// <param name="Input">Holds the bytes.</param>
/// <param name="Start">Where they start.</param>
/// <param name="Examined">How far earlier reads looked; a pipe lets nobody look less far than before.</param>
internal readonly record struct PeekedHead(PipeReader Input, SequencePosition Start, SequencePosition Examined)
{
    /// <summary>The upgrade; null: something else, which is HTTP's.</summary>
    public RequestHead? Head { get; init; }

    /// <summary>Behind the head.</summary>
    public SequencePosition End { get; init; }

    /// <summary>Consumes the head.</summary>
    public void Take() => Input.AdvanceTo(End);

    /// <summary>Leaves all bytes to the next reader, who gets them at once if they are more than earlier reads had seen.</summary>
    public void Leave() => Input.AdvanceTo(Start, Examined);
}
