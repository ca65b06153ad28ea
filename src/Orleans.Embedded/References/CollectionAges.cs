using System.Reflection;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>How long activations of a class may be idle.</summary>
internal static class CollectionAges
{
    internal static TimeSpan Of(Type type, GrainCollectionOptions options)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute)))
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (options.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age))
        {
            return age;
        }

        return type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? options.CollectionAge;
    }

    /// <exception cref="OrleansConfigurationException">A value makes no sense; the text names it.</exception>
    internal static void Validate(GrainCollectionOptions options)
    {
        if (options.CollectionQuantum <= TimeSpan.Zero)
        {
            throw new OrleansConfigurationException($"{nameof(options.CollectionQuantum)} must be greater than 0.");
        }

        foreach (var (name, age) in options.ClassSpecificCollectionAge.Append(new("all grains", options.CollectionAge)))
        {
            if (age <= options.CollectionQuantum)
            {
                throw new OrleansConfigurationException(
                    $"The collection age of {name} is {age}; "
                    + $"it must be greater than {nameof(options.CollectionQuantum)} ({options.CollectionQuantum}).");
            }
        }
    }
}
