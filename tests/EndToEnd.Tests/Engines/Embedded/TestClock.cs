using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>How the grains of a test get another clock on this engine: all of it runs on it.</summary>
internal static class TestClock
{
    internal static void Use(ISiloBuilder silo, TimeProvider clock) => silo.Services.Replace(ServiceDescriptor.Singleton(clock));
}
