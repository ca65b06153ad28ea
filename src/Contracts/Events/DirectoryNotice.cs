namespace EventPlatform.Contracts.Events;

/// <summary>Body of <see cref="EventKind.Directory"/>: the directory's number has risen.</summary>
public sealed record DirectoryNotice(long Number);
