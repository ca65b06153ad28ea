using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>A state of a grain, whatever its type.</summary>
internal abstract class StateFacet
{
    internal const string DefaultStorage = "Default";

    /// <exception cref="BadProviderConfigException">There is no storage provider of that name.</exception>
    internal static StateFacet Create(Activation activation, PersistentStateAttribute attribute, Type stateType)
    {
        var name = attribute.StorageName ?? DefaultStorage;
        var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(name)
            ?? throw new BadProviderConfigException($"No storage provider named \"{name}\", which {activation.GrainId} needs.");
        return (StateFacet)Activator.CreateInstance(
            typeof(StateFacet<>).MakeGenericType(stateType), attribute.StateName, activation.GrainId, storage)!;
    }

    internal abstract Task Load(CancellationToken cancellationToken);
}
