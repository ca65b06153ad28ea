using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>How the grains of a test get another clock on this engine: the platform's services run on it.</summary>
internal static class TestClock
{
    /// <summary>The areas of Orleans that have a clock of their own: they stay on the system's.</summary>
    private static readonly string[] Areas =
    [
        "Orleans.Grains", "Orleans.Messaging", "Orleans.SystemTimers", "Orleans.Membership", "Orleans.ActivationManagement",
        "Orleans.GrainDirectory", "Orleans.Streaming", "Orleans.Reminders",
    ];

    internal static void Use(ISiloBuilder silo, TimeProvider clock)
    {
        foreach (var area in Areas)
        {
            silo.Services.AddKeyedSingleton(area, TimeProvider.System);
        }

        silo.Services.Replace(ServiceDescriptor.Singleton(clock));
    }
}
