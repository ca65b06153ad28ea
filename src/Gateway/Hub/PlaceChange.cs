namespace EventPlatform.Gateway.Hub;

/// <summary>What doors tell of a place.</summary>
internal enum PlaceChange
{
    Removed,
    Renamed,
    Added,
}
