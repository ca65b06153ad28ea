namespace EventPlatform.Management;

/// <summary>What a process is.</summary>
/// <param name="Engine">Name of the engine it was built with.</param>
/// <param name="Role"><c>gateway</c>, <c>silo</c> or <c>both</c>.</param>
/// <param name="IsReady">Whether it serves, asked with its services.</param>
public sealed record NodeFacts(string Engine, string Role, Func<IServiceProvider, bool> IsReady)
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(NodeFacts).Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
