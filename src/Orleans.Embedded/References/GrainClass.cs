using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What the engine knows of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _create;
    private readonly (PersistentStateAttribute Attribute, Type StateType)[] _states;

    internal GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.Name ?? ConventionalName(type));
        Interfaces = [.. type.GetInterfaces().Where(part => typeof(IAddressable).IsAssignableFrom(part) && !IsEngineOwn(part))];
        var subscriptions = type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>();
        StreamNamespaces = [.. subscriptions.Select(subscription => subscription.StreamNamespace)];
        _states = [.. StatesOf(type)];
        Dependencies = [.. DependenciesOf(type)];
        _create = ActivatorUtilities.CreateFactory(
            type, [.. _states.Select(state => typeof(IPersistentState<>).MakeGenericType(state.StateType))]);
    }

    internal Type Type { get; }

    internal GrainType GrainType { get; }

    internal IReadOnlyList<Type> Interfaces { get; }

    internal IReadOnlyList<string> StreamNamespaces { get; }

    /// <summary>Infinite: never collected.</summary>
    internal TimeSpan CollectionAge { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The services that its constructors ask for.</summary>
    internal IReadOnlyList<Type> Dependencies { get; }

    /// <summary>
    /// False: all that it asks for belongs to the silo, so an activation needs no scope of services until it asks for one itself.
    /// </summary>
    internal bool NeedsScope { get; set; } = true;

    internal bool HasIntegerKey => typeof(IGrainWithIntegerKey).IsAssignableFrom(Type);

    /// <summary>Makes the grain and its states, which are still to be loaded. In a turn of the activation.</summary>
    internal (object Instance, StateFacet[] States) Create(Activation activation)
    {
        var services = NeedsScope ? activation.ActivationServices : activation.Engine.Services;
        var states = Array.ConvertAll(_states, state => StateFacet.Create(activation, state.Attribute, state.StateType));
        return (_create(services, states), states);
    }

    internal GrainReference ReferenceTo(GrainFactory factory, GrainId grainId) => factory.Make(Interfaces[0], this, grainId);

    private static bool IsEngineOwn(Type type) => type.Assembly == typeof(GrainClass).Assembly;

    private static string ConventionalName(Type type)
    {
#pragma warning disable CA1308 // Orleans' convention, and what is stored already.
        var name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static IEnumerable<Type> DependenciesOf(Type type)
        => type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => !parameter.IsDefined(typeof(PersistentStateAttribute)))
            .Select(parameter => parameter.IsDefined(typeof(ServiceKeyAttribute)) || parameter.IsDefined(typeof(FromKeyedServicesAttribute))
                ? typeof(IServiceProvider)
                : parameter.ParameterType)
            .Distinct();

    private static IEnumerable<(PersistentStateAttribute Attribute, Type StateType)> StatesOf(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters());
        foreach (var parameter in parameters)
        {
            var facet = parameter.ParameterType;
            if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } attribute)
            {
                yield return facet.IsGenericType && facet.GetGenericTypeDefinition() == typeof(IPersistentState<>)
                    ? (attribute, facet.GetGenericArguments()[0])
                    : throw new InvalidOperationException(
                        $"Parameter {parameter.Name} of {type} has [PersistentState] but is no IPersistentState.");
            }
        }
    }
}
