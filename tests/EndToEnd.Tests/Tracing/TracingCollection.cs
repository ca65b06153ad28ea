namespace EventPlatform.EndToEnd.Tests.Tracing;

/// <summary>Runs alone: who listens to spans gets those of the whole process, so of every test beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TracingCollection
{
    /// <summary>For <see cref="CollectionAttribute"/>.</summary>
    public const string Name = "tracing";
}
