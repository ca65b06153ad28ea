namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>A path.</summary>
/// <param name="Text">Below the REST base, or from the root on.</param>
/// <param name="IsFound">Whether it leads to something.</param>
internal sealed record RestPath(string Text, bool IsFound);
