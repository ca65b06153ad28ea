namespace EventPlatform.Contracts.Directory;

/// <summary>What is done to a place.</summary>
[GenerateSerializer, Alias("ep.PlaceAction")]
public enum PlaceAction
{
    Add = 0,

    /// <summary>New values, a new name among them.</summary>
    Change = 1,

    /// <summary>With everything below it; accounts bound to removed extensions are bound to none.</summary>
    Remove = 2,
}
