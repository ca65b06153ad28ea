namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What the directory consists of.</summary>
internal enum ModelKind
{
    Location,
    Tenant,
    Status,
    Extension,
    User,
}
