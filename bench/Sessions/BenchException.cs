namespace EventPlatform.Bench.Sessions;

/// <summary>The measurement cannot be carried out; its message tells why.</summary>
internal sealed class BenchException(string message) : Exception(message);
