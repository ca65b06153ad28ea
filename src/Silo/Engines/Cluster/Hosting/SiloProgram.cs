using EventPlatform.Management;
using EventPlatform.Silo.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EventPlatform.Silo.Hosting;

/// <summary>A silo as a process of its own: <c>ready</c> on standard output when it serves, logs on standard error.</summary>
internal static class SiloProgram
{
    private const int Ended = 0;
    private const int Failed = 1;
    private const int Misconfigured = 2;

    /// <returns>0 ended as asked; 2 a wrong key, value, argument or file; 1 all else.</returns>
    internal static async Task<int> Run(string[] args)
    {
        try
        {
            var arguments = SiloArguments.Parse(args);
            var configuration = SiloConfiguration.Read(arguments);
            if (arguments.CheckHealth)
            {
                return await SiloHealth.Check(configuration, Console.Error);
            }

            await (arguments.Migrate ? Migrate(configuration) : Serve(configuration));
            return Ended;
        }
        catch (Exception exception)
        {
            return Fail(exception);
        }
    }

    private static Task Migrate(IConfiguration configuration)
    {
        var settings = configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
        return new Schema(Database.Of(settings), SchemaScripts.Known).Migrate(Console.Out, CancellationToken.None);
    }

    private static async Task Serve(IConfiguration configuration)
    {
        using var host = Build(configuration);
        using var telemetry = StartTelemetry(configuration, host.Services);
        host.Services.StartCounting();
        var readiness = host.Services.GetRequiredService<SiloReadiness>();
        var endPoint = ListenerSettings.Of(configuration).EndPoint;

        // It answers before the silo has joined, and until it has left.
        await using var management = ManagementServer.Build(endPoint, host.Services, () => readiness.IsReady);
        if (management is not null)
        {
            await management.Start(CancellationToken.None);
            await Console.Out.WriteLineAsync($"listening Management {endPoint}");
        }

        await host.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        await host.WaitForShutdownAsync();
    }

    private static Telemetry? StartTelemetry(IConfiguration configuration, IServiceProvider services) =>
        Telemetry.Start(configuration.GetSection(OtlpSettings.Section).Get<OtlpSettings>()?.Address, services);

    /// <summary>The silo of a configuration.</summary>
    /// <exception cref="SettingException">A setting of the cluster is missing or wrong.</exception>
    internal static IHost Build(IConfiguration configuration)
    {
        // Empty: nothing of the framework reads settings of its own.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Configuration.AddConfiguration(configuration);
        // Two lines for each placement of a grain; what the configuration says goes over it.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddSingleton<SiloReadiness>();
        builder.Services.AddMetricsExport(new NodeFacts(
            PlatformHosting.Engine, "silo", services => services.GetRequiredService<SiloReadiness>().IsReady));
        builder.AddPlatformSilo();
        return builder.Build();
    }

    private static int Fail(Exception exception)
    {
        var cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;

        // What an operator can mend needs no stack; of a fault of ours it is all there is.
        var isClear = cause is SettingException or ListenException or OrleansException;
        Console.Error.WriteLine(isClear ? cause.Message : $"the start failed: {cause}");
        return cause is SettingException ? Misconfigured : Failed;
    }
}
