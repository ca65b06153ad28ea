namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What a door answered, in a form that can be compared.</summary>
/// <param name="Text">The answer.</param>
/// <param name="NewId">The id of an object that was made, by its kind and path such as <c>Tenant Oslo/Sales</c>.</param>
internal sealed record DoorAnswer(string Text, Func<string, string> NewId)
{
    internal static DoorAnswer Of(string text) => new(text, what => throw new InvalidDataException($"No id was given to {what}: {text}"));
}
