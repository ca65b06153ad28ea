using EventPlatform.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace EventPlatform.Silo;

/// <summary>What silos and clients have in common, whatever the engine.</summary>
internal static class SiloSettings
{
    /// <summary>How long the engine's own calls wait, publishing to a stream among them.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    internal static void AddOptions(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section);
        builder.Services.AddOptions<DataOptions>().BindConfiguration(DataOptions.Section);
        builder.Services.AddOptions<ClusterSettings>().BindConfiguration(ClusterSettings.Section);
    }

    /// <summary>A section as it is now, for what must be known before there are services.</summary>
    internal static T Read<T>(IHostApplicationBuilder builder, string section)
        where T : new() => builder.Configuration.GetSection(section).Get<T>() ?? new T();

    /// <summary>Whether traces are sent anywhere.</summary>
    internal static bool IsTraced(IHostApplicationBuilder builder) => Read<OtlpSettings>(builder, OtlpSettings.Section).Address is not null;

    internal static void ConfigureSilo(ISiloBuilder silo)
    {
        silo.Services.AddPlatformGrains();
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
    }

    internal static void ConfigureClient(IServiceCollection services)
    {
        services.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
    }
}
