using System.Diagnostics.Metrics;
using EventPlatform.Gateway.Management;
using EventPlatform.Management;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.Hub;

/// <summary>Meters that nobody listens to.</summary>
internal static class TestMetrics
{
    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    internal static NodeFacts Facts { get; } = new("embedded", "both", _ => true);

    internal static PlatformMetrics New() => new(Meters);
}
