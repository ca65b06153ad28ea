using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Embedded;

/// <summary>Tells which services live as long as the silo, by how they were registered.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    /// <summary>Whether everybody gets the same instance. False also where it can't be told: keyed and enumerated services.</summary>
    internal bool IsSingleton(Type service)
        => LastOf(service) is { Lifetime: ServiceLifetime.Singleton }
            || (LastOf(service) is null && service.IsConstructedGenericType
                && LastOf(service.GetGenericTypeDefinition()) is { Lifetime: ServiceLifetime.Singleton });

    private ServiceDescriptor? LastOf(Type service)
        => services.LastOrDefault(descriptor => descriptor.ServiceType == service && !descriptor.IsKeyedService);
}
