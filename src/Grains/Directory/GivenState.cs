using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>What a document gives of an extension's state; null stays.</summary>
/// <param name="Status">Number of the status.</param>
/// <param name="Note">The note.</param>
/// <param name="ReturnTime">Unix milliseconds, -1 = none.</param>
internal sealed record GivenState(int? Status, string? Note, long? ReturnTime)
{
    internal ExtensionState Over(ExtensionState present) =>
        new(Status ?? present.Status, Note ?? present.Note, ReturnTime ?? present.ReturnTime);
}
