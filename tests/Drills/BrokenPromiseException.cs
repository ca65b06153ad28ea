namespace EventPlatform.Drills;

/// <summary>Something is not as docs/operations.md promises.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
