namespace Orleans.Runtime;

/// <summary>The result of a method that returns Task.</summary>
internal readonly struct VoidResult;
