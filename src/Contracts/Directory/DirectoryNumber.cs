namespace EventPlatform.Contracts.Directory;

/// <summary>The number of the directory's last change, from Directory's one counter.</summary>
[GenerateSerializer, Immutable, Alias("ep.DirectoryNumber")]
public sealed record DirectoryNumber([property: Id(0)] long Number);
