using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Hosting;

internal static class CoalescedTimersExtensions
{
    /// <summary>The process's clock, whose wheel is the front ends' too; with another clock they have a wheel of their own.</summary>
    public static IServiceCollection AddCoalescedTimers(this IServiceCollection services) => services
        .AddSingleton<TimeProvider, CoalescingTimeProvider>()
        .AddSingleton(provider => provider.GetRequiredService<TimeProvider>() is CoalescingTimeProvider coalescing
            ? coalescing.Wheel
            : ActivatorUtilities.CreateInstance<TimingWheel>(provider));
}
