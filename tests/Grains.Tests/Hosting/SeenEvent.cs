using EventPlatform.Contracts.Events;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>An event of the log, kept.</summary>
internal sealed record SeenEvent(EventKind Kind, long Offset, byte[] Body);
