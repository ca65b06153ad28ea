namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>One command.</summary>
/// <param name="Text">As it is shown when it fails.</param>
/// <param name="Send">Sends it and reads its answer.</param>
/// <param name="Apply">Carries it out on the model; the answers of which one must come.</param>
internal sealed record ModelStep(
    string Text,
    Func<ModelDoors, Task<DoorAnswer>> Send,
    Func<ModelDirectory, Func<string, string>, string[]> Apply)
{
    private int _ids;

    /// <summary>Whether the specifications say what it does; tried on a copy of the model.</summary>
    internal bool IsSpecified(ModelDirectory directory)
    {
        try
        {
            Apply(directory.Copy(), _ => $"{++_ids}");
            return true;
        }
        catch (UnspecifiedException)
        {
            return false;
        }
    }
}
