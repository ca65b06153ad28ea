namespace EventPlatform.Contracts.Extensions;

/// <summary>What is set on an extension.</summary>
/// <param name="Status">Number of the status; one that the document has not reads as <c>Available</c> (number 0).</param>
/// <param name="Note">The note, newlines as LF, empty = none.</param>
/// <param name="ReturnTime">Unix milliseconds, -1 = none.</param>
[GenerateSerializer, Immutable, Alias("ep.ExtensionState")]
public sealed record ExtensionState([property: Id(0)] int Status, [property: Id(1)] string Note, [property: Id(2)] long ReturnTime)
{
    /// <summary>The state of a new extension.</summary>
    public static ExtensionState Initial { get; } = new(0, "", -1);
}
