using System.Collections.Concurrent;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>All grain classes of the application, found once.</summary>
internal sealed class GrainClasses
{
    private readonly Lazy<IReadOnlyList<GrainClass>> _all = new(Find);

    private readonly ConcurrentDictionary<Type, GrainClass> _byInterface = new();
    private readonly ConcurrentDictionary<GrainType, GrainClass> _byType = new();

    internal IReadOnlyList<GrainClass> All => _all.Value;

    /// <summary>Collection ages by class, [KeepAlive] and the options; and who is made without a scope of services.</summary>
    internal void Configure(GrainCollectionOptions options, ServiceLifetimes lifetimes)
    {
        foreach (var grainClass in All)
        {
            grainClass.CollectionAge = CollectionAges.Of(grainClass.Type, options);
            grainClass.NeedsScope = !grainClass.Dependencies.All(lifetimes.IsSingleton);
        }
    }

    /// <exception cref="ArgumentException">No class or several classes implement it (and the prefix does not decide).</exception>
    internal GrainClass Implementing(Type contract, string? prefix)
        => prefix is null && _byInterface.TryGetValue(contract, out var known) ? known : Look(contract, prefix);

    internal GrainClass OfType(GrainType type)
        => _byType.GetOrAdd(
            type,
            static (name, all) => all.FirstOrDefault(grainClass => grainClass.GrainType == name)
                ?? throw new ArgumentException($"There is no grain class of the type {name}."),
            All);

    /// <exception cref="OrleansConfigurationException">Two classes have the same name: they would share identities and storage.</exception>
    private static List<GrainClass> Find()
    {
        var all = GrainAssemblies.GrainTypes().Select(type => new GrainClass(type)).ToList();
        foreach (var same in all.GroupBy(grainClass => grainClass.GrainType).Where(same => same.Count() > 1))
        {
            throw new OrleansConfigurationException(
                $"The grain type {same.Key} belongs to {string.Join(" and ", same.Select(grainClass => grainClass.Type))}.");
        }

        return all;
    }

    private GrainClass Look(Type contract, string? prefix)
    {
        var found = All.Where(grainClass => contract.IsAssignableFrom(grainClass.Type)).ToList();
        if (prefix is not null)
        {
            found = found.Where(grainClass => grainClass.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        }

        switch (found.Count)
        {
            case 0:
                throw new ArgumentException($"Could not find an implementation for interface {contract}.");
            case > 1:
                var names = string.Join(", ", found.Select(grainClass => grainClass.Type));
                throw new ArgumentException($"{contract} is implemented by {names}.");
            default:
                if (prefix is null)
                {
                    _byInterface[contract] = found[0];
                }

                return found[0];
        }
    }
}
