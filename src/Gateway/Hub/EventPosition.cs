namespace EventPlatform.Gateway.Hub;

/// <summary>Where an event stands in the log of its partition.</summary>
internal readonly record struct EventPosition(int Partition, long Epoch, long Offset);
