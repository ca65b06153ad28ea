namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>An account of the model.</summary>
internal sealed record ModelUser(string Id)
{
    internal string Name { get; set; } = "";

    internal string DisplayName { get; set; } = "";

    internal bool IsEnabled { get; set; } = true;

    internal string[] Roles { get; set; } = [];

    internal string? ExtensionId { get; set; }

    internal string? Password { get; set; }

    /// <summary>Whether both have the same values, the password aside.</summary>
    internal bool IsSame(ModelUser other) => (Id, Name, DisplayName, IsEnabled, ExtensionId)
        == (other.Id, other.Name, other.DisplayName, other.IsEnabled, other.ExtensionId) && Roles.SequenceEqual(other.Roles);
}
