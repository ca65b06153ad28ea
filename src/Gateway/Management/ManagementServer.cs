using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;

namespace EventPlatform.Gateway.Management;

/// <summary>Health and metrics on a port of their own: a server apart from the clients', so that it outlives the drain of theirs.</summary>
internal sealed class ManagementServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lifecycle _lifecycle;
    private readonly PrometheusExporter _exporter;

    private ManagementServer(WebApplication app, Lifecycle lifecycle, PrometheusExporter exporter)
    {
        _app = app;
        _lifecycle = lifecycle;
        _exporter = exporter;
        app.Run(Answer);
    }

    /// <param name="options">Its port and address.</param>
    /// <param name="services">Those of the gateway.</param>
    /// <returns>null when it is off.</returns>
    public static ManagementServer? Build(ListenersOptions options, IServiceProvider services)
    {
        if (!Listener.Management.IsOn(options))
        {
            return null;
        }

        // The meters of the doors count from the start, whoever uses them first.
        services.GetRequiredService<PlatformMetrics>();
        var builder = GatewayApp.CreateBuilder(services.GetRequiredService<LiveSettings>());
        builder.UseListeners([Listener.Management], options);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.ManagementBind, options.Management));
        return new(builder.Build(), services.GetRequiredService<Lifecycle>(), services.GetRequiredService<PrometheusExporter>());
    }

    public Task Start(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Answer(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/healthz/live" => Write(context, StatusCodes.Status200OK, "text/plain", "live\n"),
            "/healthz/ready" when _lifecycle.Phase is LifecyclePhase.Ready =>
                Write(context, StatusCodes.Status200OK, "text/plain", "ready\n"),
            "/healthz/ready" => Write(context, StatusCodes.Status503ServiceUnavailable, "text/plain", "not ready\n"),
            "/metrics" => Write(context, StatusCodes.Status200OK, PrometheusExporter.ContentType, _exporter.Write()),
            _ => Write(context, StatusCodes.Status404NotFound, "text/plain", "not found\n"),
        };
    }

    private static Task Write(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
