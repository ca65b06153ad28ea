namespace EventPlatform.Contracts.Directory;

/// <summary>What the directory is made of, apart from accounts.</summary>
[GenerateSerializer, Alias("ep.PlaceKind")]
public enum PlaceKind
{
    Location = 0,
    Tenant = 1,
    Status = 2,
    Extension = 3,
}
