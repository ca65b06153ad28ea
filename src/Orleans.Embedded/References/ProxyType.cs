using Orleans.Runtime;

namespace Orleans.Embedded;

internal delegate GrainReference CreateReference(GrainFactory factory, GrainClass grainClass, GrainId grainId);

/// <summary>The emitted class of references to one grain interface.</summary>
internal sealed record ProxyType(Type Type, CreateReference Create);
