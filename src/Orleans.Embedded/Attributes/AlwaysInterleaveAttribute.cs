namespace Orleans.Concurrency;

/// <summary>Calls of this method start at once, between the turns of whatever the grain is doing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
