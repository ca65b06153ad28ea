using System.Collections.Immutable;

namespace EventPlatform.Silo;

/// <summary>The silos that live.</summary>
public interface ISiloList
{
    /// <summary>In any order; fails as a grain call does.</summary>
    Task<ImmutableArray<SiloNode>> Live();
}
